// @ts-check
/** Electron's runtime: the official one, or one for development where that can't be had. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { readJson, writeJson } from '../lib/files.mjs';
import { root, statePath } from '../lib/places.mjs';
import { run, scriptOf } from '../lib/process.mjs';
import { isAtLeast } from '../lib/version.mjs';
import {
  DEVELOPMENT_VERSION,
  hasDevelopmentRuntime,
  makeDevelopmentRuntime,
} from './electron-development.mjs';
import { mustRetry, remember, whyUnreachable } from './reach.mjs';

const INSTALL_LIMIT_MS = 20 * 60_000;

/**
 * @typedef {object} Runtime
 * @property {string} wanted the version of the npm package it stands for
 * @property {string} version its own
 * @property {boolean} official
 * @property {string} folder
 */

const record = statePath('electron.json');
const packageFolder = join(root, 'node_modules', 'electron');

/** @returns {{ version: string, engines: { node: string } }} */
const manifest = () =>
  /** @type {{ version: string, engines: { node: string } }} */ (
    readJson(join(packageFolder, 'package.json'))
  );

/** @type {import('./step.mjs').Step} */
export const electron = {
  title: "Electron's runtime",

  isDone() {
    if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) return true;
    const runtime = readRuntime();
    if (runtime === undefined || runtime.wanted !== manifest().version) return false;
    if (!runtime.official && mustRetry()) return false;
    return existsSync(join(runtime.folder, executableName()));
  },

  async run(report) {
    const wanted = manifest().version;
    const refusal = await installOfficial(wanted);
    if (refusal === undefined) {
      const folder = join(packageFolder, 'dist');
      await writeJson(record, { wanted, version: wanted, official: true, folder });
      return;
    }
    if (!hasDevelopmentRuntime()) {
      throw new Failure(`Electron ${wanted} can't be had: ${refusal}.`, {
        todo: 'remove the reason and run the command again, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron',
      });
    }
    report.note(
      `  Electron ${wanted} can't be had here (${refusal}). ` +
        `Using Electron ${DEVELOPMENT_VERSION}: an old runtime for development only, never shipped.`,
    );
    const folder = await makeDevelopmentRuntime(report);
    await writeJson(record, { wanted, version: DEVELOPMENT_VERSION, official: false, folder });
  },
};

/**
 * @param {string} version
 * @returns {Promise<string | undefined>} why it could not be installed
 */
async function installOfficial(version) {
  const { node } = manifest().engines;
  if (!isAtLeast(process.versions.node, node)) {
    return `its installer needs Node.js ${node}, this is ${process.versions.node}`;
  }
  const url = officialUrl(version, process.platform, process.arch, process.env);
  const unreachable = await whyUnreachable(url);
  if (unreachable !== undefined) return unreachable;
  const { code, timedOut } = await run(
    process.execPath,
    [scriptOf('electron', 'install-electron')],
    { stdout: 'show as error', timeoutMs: INSTALL_LIMIT_MS },
  );
  if (code === 0 && existsSync(join(packageFolder, 'path.txt'))) return undefined;
  return remember(url, timedOut ? 'its download takes too long' : 'its installer failed');
}

/**
 * Where the installer will look, by the same rules.
 * @param {string} version
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @param {NodeJS.ProcessEnv} env
 */
export function officialUrl(version, platform, arch, env) {
  const mirror =
    env['ELECTRON_MIRROR'] ??
    env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/';
  const base = mirror.endsWith('/') ? mirror : `${mirror}/`;
  return `${base}v${version}/electron-v${version}-${platform}-${arch}.zip`;
}

/** @returns {Runtime | undefined} */
const readRuntime = () => /** @type {Runtime | undefined} */ (readJson(record));

/** @param {NodeJS.Platform} [platform] */
export const executableName = (platform = process.platform) =>
  platform === 'win32'
    ? 'electron.exe'
    : platform === 'darwin'
      ? join('Electron.app', 'Contents', 'MacOS', 'Electron')
      : 'electron';

/**
 * The runtime that the set-up chose.
 * @throws {Failure} if the set-up has not run
 */
export function electronRuntime() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return { folder: override, version: undefined, official: undefined };
  const runtime = readRuntime();
  if (runtime !== undefined) return runtime;
  throw new Failure("Electron's runtime is not set up in this checkout.", {
    todo: 'run: node tools/setup/index.mjs',
  });
}

/** @returns {string} the executable to start */
export const electronPath = () => join(electronRuntime().folder, executableName());

/**
 * What makes other tools (electron-vite, the npm package `electron`) use the same runtime.
 * @returns {NodeJS.ProcessEnv}
 */
export const electronEnvironment = () => ({
  ELECTRON_OVERRIDE_DIST_PATH: electronRuntime().folder,
  ELECTRON_EXEC_PATH: electronPath(),
});
