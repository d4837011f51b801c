// @ts-check
/** The official libtensorflow and binding, through tfjs-node's own install script. */
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Failure, reasonOf } from '../lib/failure.mjs';
import { folderOnce } from '../lib/files.mjs';
import { cachePath, root } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { remember, whyUnreachable } from './reach.mjs';
import { isOnPath } from './system.mjs';
import { NAPI_VERSION, OFFICIAL_VERSION } from './tensorflow-sources.mjs';

const INSTALL_LIMIT_MS = 30 * 60_000;

const target = () =>
  cachePath(
    'tensorflow',
    `official-${OFFICIAL_VERSION}-${process.platform}-${process.arch}-napi${NAPI_VERSION}`,
  );

/** @returns {string | undefined} */
export const cachedOfficial = () => (existsSync(target()) ? target() : undefined);

/** @param {import('./tensorflow-sources.mjs').Source} source @param {NodeJS.ProcessEnv} env */
export function officialUrl(source, env) {
  // The names the install script itself looks at.
  const storage =
    env['TFJS_NODE_CDN_STORAGE'] ??
    env['npm_config_TFJS_NODE_CDN_STORAGE'] ??
    env['CDN_STORAGE'] ??
    'https://storage.googleapis.com/';
  return `${storage}${source.official}`;
}

/**
 * @param {import('./tensorflow-sources.mjs').Source} source
 * @returns {Promise<{ folder: string } | { refusal: string }>}
 */
export async function installOfficial(source) {
  const url = officialUrl(source, process.env);
  const unreachable = await whyUnreachable(url);
  if (unreachable !== undefined) return { refusal: unreachable };
  try {
    return { folder: await folderOnce(target(), install) };
  } catch (error) {
    return { refusal: await remember(url, reasonOf(error)) };
  }
}

/**
 * The script works in its own package's folder, so it gets a copy of the package.
 * @param {string} folder
 */
async function install(folder) {
  const modules = join(root, 'node_modules');
  const original = join(modules, '@tensorflow', 'tfjs-node');
  for (const name of ['package.json', 'binding.gyp', 'binding', 'scripts']) {
    await cp(join(original, name), join(folder, name), { recursive: true });
  }
  const { code, timedOut } = await run(process.execPath, ['scripts/install.js'], {
    cwd: folder,
    stdout: 'show as error',
    timeoutMs: INSTALL_LIMIT_MS,
    env: {
      NODE_PATH: modules,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
  if (timedOut) throw new Failure('its installation takes too long');
  const lib = join(folder, 'lib', `napi-v${NAPI_VERSION}`);
  if (code !== 0 || !existsSync(join(lib, 'tfjs_binding.node'))) {
    throw new Failure("tfjs-node's install script failed, see above");
  }
  if (process.platform === 'win32') {
    // Windows looks for it beside the binding. The script puts it into a folder named after the running Node's version
    // of Node-API, which need not be the binding's.
    await mkdir(lib, { recursive: true });
    await copyFile(join(folder, 'deps', 'lib', 'tensorflow.dll'), join(lib, 'tensorflow.dll'));
  }
  await keepOnly(folder, ['deps', 'lib']);
  await keepOnly(join(folder, 'deps'), ['lib']);
  await strip(join(folder, 'deps', 'lib'));
}

/** @param {string} folder @param {readonly string[]} names */
async function keepOnly(folder, names) {
  for (const name of await readdir(folder)) {
    if (!names.includes(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Without the symbols that only a debugger reads. @param {string} folder */
async function strip(folder) {
  if (process.platform !== 'linux' || !isOnPath('strip')) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile() && entry.name.startsWith('libtensorflow')) {
      await run('strip', ['--strip-unneeded', join(folder, entry.name)]);
    }
  }
}
