// @ts-check
/** The app's folder: the runtime with the app inside, its fuses set and read back. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { root } from '../lib/places.mjs';
import { builtFolder, stagedModules } from './places.mjs';
import { stripRuntime } from './shrink.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} version
 * @property {boolean} official
 * @property {string} folder
 */

/** A fuse is a character in the executable: "1" is on, "0" is off. */
const ENABLED = '1'.charCodeAt(0);

/** What the fuses of the result must say (docs/security.md). */
export const FUSES = /** @type {const} */ ({
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
});

/** What is left out of the runtime: its own start page, and texts that the folder of licences holds. */
const LEFT_OUT = [
  'resources/default_app.asar',
  'LICENSES.chromium.html',
  'LICENSE.electron.txt',
  'LICENSE',
  // Chromium falls back on American English, which says the same.
  'locales/en-GB.pak',
];

const platforms = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };

/** @param {NodeJS.Platform} platform @returns {keyof typeof platforms} */
export function knownPlatform(platform) {
  if (platform === 'linux' || platform === 'win32' || platform === 'darwin') return platform;
  throw new Failure(`LinearLab is packaged for Linux, Windows and macOS; this is ${platform}.`);
}

/**
 * @param {Runtime} runtime
 * @param {readonly string[]} names of electron-builder's targets; `dir` for the folder alone
 * @param {string} [prepackaged] the folder made before
 */
export async function runBuilder(runtime, names, prepackaged) {
  const platform = knownPlatform(process.platform);
  const signed = Boolean(process.env['CSC_LINK']);
  const [owner, repo] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  await build({
    projectDir: root,
    publish: 'never',
    targets: platforms[platform].createTarget([...names]),
    ...(prepackaged && { prepackaged }),
    config: {
      extends: './electron-builder.yml',
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      // Not what electron-builder collects by itself, which is whole packages with sources and maps.
      files: [
        '**/*',
        '!node_modules/**',
        { from: stagedModules, to: 'node_modules', filter: ['**/*'] },
      ],
      // Without a certificate, macOS on ARM still wants a signature: one that says nothing.
      ...(platform === 'darwin' && !signed && { mac: { identity: '-' } }),
      ...(owner && repo && { publish: { provider: 'github', owner, repo } }),
      afterPack: async ({ appOutDir, packager }) => {
        await finishFolder(appOutDir, platform, runtime);
        await sayWhereUpdatesAre(packager.getResourcesDir(appOutDir), packager.config.publish);
      },
    },
  });
}

/**
 * @param {string} folder
 * @param {keyof typeof platforms} platform
 * @param {Runtime} runtime
 */
async function finishFolder(folder, platform, runtime) {
  for (const name of LEFT_OUT) await rm(join(folder, name), { force: true });
  if (platform === 'linux') {
    await stripRuntime(folder);
    const profile = 'linearlab.apparmor';
    await copyFile(
      join(root, 'resources', 'installer', profile),
      join(folder, 'resources', profile),
    );
  }
  if (!runtime.official)
    await writeFile(join(folder, 'DEVELOPMENT-BUILD.txt'), developmentNote(runtime));
}

/**
 * What electron-updater reads. electron-builder writes it for installers, and ours are made of a folder from before.
 * @param {string} resources
 * @param {unknown} publish
 */
async function sayWhereUpdatesAre(resources, publish) {
  const place = { .../** @type {object} */ (publish), updaterCacheDirName: 'linearlab-updater' };
  // JSON is YAML.
  await writeFile(join(resources, 'app-update.yml'), `${JSON.stringify(place, null, 2)}\n`);
}

/** @param {Runtime} runtime */
const developmentNote = ({ version }) =>
  `This is a development build of LinearLab on Electron ${version}, which gets no security fixes any more.\n` +
  'It is for tests only and must not be given to anybody: a release is built on the current Electron.\n';

/**
 * Reads the fuses of the finished executable.
 * @returns {Promise<Record<string, boolean>>}
 * @throws {Failure} where one is not as it must be
 */
export async function readFuses() {
  const { folder, executable } = builtFolder(process.platform, process.arch);
  const wire = await getCurrentFuseWire(process.platform === 'darwin' ? folder : executable);
  /** @type {Record<string, boolean>} */
  const fuses = {};
  for (const [name, wanted] of Object.entries(FUSES)) {
    const option = FuseV1Options[/** @type {keyof typeof FUSES} */ (name)];
    const enabled = wire[option] === ENABLED;
    if (enabled !== wanted) {
      throw new Failure(
        `The fuse ${name} of ${executable} is ${enabled ? 'on' : 'off'}, it must be ${wanted ? 'on' : 'off'}.`,
      );
    }
    fuses[name] = enabled;
  }
  return fuses;
}
