// @ts-check
/** Where `npm run dist` keeps what it makes on the way, and where it puts the result. */
import { join } from 'node:path';
import { root, statePath } from '../lib/places.mjs';

/** The app as it is packaged: what is below it goes into the package, and nothing else. */
export const staged = statePath('dist', 'app');
/** The node_modules of the package. Elsewhere, as electron-builder leaves out a folder of that name. */
export const stagedModules = statePath('dist', 'modules');
export const icons = statePath('dist', 'icons');
export const licences = statePath('dist', 'licences');
export const output = join(root, 'dist');

/**
 * The folder that electron-builder makes of the app, and the one in it that has the app's resources.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function builtFolder(platform, arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const app = join(output, `mac${suffix}`, 'LinearLab.app');
    const contents = join(app, 'Contents');
    return {
      folder: app,
      executable: join(contents, 'MacOS', 'LinearLab'),
      resources: join(contents, 'Resources'),
    };
  }
  const folder = join(output, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`);
  return {
    folder,
    executable: join(folder, platform === 'win32' ? 'LinearLab.exe' : 'linearlab'),
    resources: join(folder, 'resources'),
  };
}
