// @ts-check
/** Native TensorFlow from a Python wheel: its library as it is, and tfjs-node's binding built for it. */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { folderOnce } from '../lib/files.mjs';
import { cachePath, root } from '../lib/places.mjs';
import { run, scriptOf } from '../lib/process.mjs';
import { ensureDebianPackages, isDebian } from './debian.mjs';
import { discard, fetchFromPyPI } from './fetching.mjs';
import { findPython } from './python.mjs';
import { isOnPath } from './system.mjs';
import { NAPI_VERSION } from './tensorflow-sources.mjs';
import { unzip } from './zip.mjs';

/** @typedef {NonNullable<import('./tensorflow-sources.mjs').Source['wheel']>} Wheel */

/** @param {Wheel} wheel */
const target = ({ package: name, version }) =>
  cachePath(
    'tensorflow',
    `${name}-${version}-${process.platform}-${process.arch}-napi${NAPI_VERSION}`,
  );

/** @param {import('./tensorflow-sources.mjs').Source} source @returns {string | undefined} */
export function cachedWheelBuild({ wheel }) {
  return wheel !== undefined && existsSync(target(wheel)) ? target(wheel) : undefined;
}

/**
 * @param {Wheel} wheel
 * @param {import('./step.mjs').Report} report
 * @returns {Promise<string>} a folder with `deps/lib` and `lib/napi-v8`, as tfjs-node has them
 */
export const buildFromWheel = (wheel, report) =>
  folderOnce(target(wheel), async (folder) => {
    // Before the download: what is missing should not be told after it.
    await ensureCompiler();
    const archive = await fetchFromPyPI(wheel, report);
    await unzip(archive, join(folder, 'deps'), (name) => placeOf(name, wheel));
    await build(folder, wheel, report);
    await discard(archive);
  });

/**
 * @param {string} name of an entry in the wheel
 * @param {Pick<Wheel, 'libraries'>} wheel
 * @returns {string | undefined} where it goes in `deps`
 */
export function placeOf(name, { libraries }) {
  const library = libraries.find(({ file }) => name === `tensorflow/${file}`);
  if (library !== undefined) return `lib/${library.file}`;
  const isHeader = /^tensorflow\/include\/(tensorflow\/(c|core\/platform)|tsl)\//.test(name);
  return isHeader ? name.slice('tensorflow/'.length) : undefined;
}

async function ensureCompiler() {
  await findPython();
  const missing = ['make', 'c++'].filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  if (isDebian()) return ensureDebianPackages(['make', 'g++', 'binutils']);
  throw new Failure(`${missing.join(' and ')} not found: building the binding needs them.`, {
    todo:
      process.platform === 'darwin'
        ? 'run: xcode-select --install'
        : "install make and a C++ compiler with your system's package manager",
  });
}

/**
 * @param {string} folder
 * @param {Wheel} wheel
 * @param {import('./step.mjs').Report} report
 */
async function build(folder, { libraries }, report) {
  const original = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  for (const name of ['package.json', 'binding.gyp', 'binding']) {
    await cp(join(original, name), join(folder, name), { recursive: true });
  }
  const lib = join(folder, 'deps', 'lib');
  for (const { file, linkAs } of libraries) await symlink(file, join(lib, linkAs));

  report.note('  building the binding (node-gyp)');
  const output = join(folder, 'lib', `napi-v${NAPI_VERSION}`);
  await mkdir(output, { recursive: true });
  const headers = nodeHeaders();
  const { code, stdout, stderr } = await run(
    process.execPath,
    [
      scriptOf('node-gyp'),
      'rebuild',
      ...(headers === undefined ? [] : [`--nodedir=${headers}`]),
      '--module_name=tfjs_binding',
      `--module_path=${output}`,
      `--napi_build_version=${NAPI_VERSION}`,
      `--napi_version=${NAPI_VERSION}`,
    ],
    { cwd: folder, stdout: 'keep', stderr: 'keep', timeoutMs: 15 * 60_000 },
  );
  const binding = join(output, 'tfjs_binding.node');
  if (code !== 0 || !existsSync(binding)) {
    const log = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
    throw new Failure(`Building TensorFlow's binding failed (exit code ${code}):\n${log}`, {
      todo: "it takes Python 3, make, a C++ compiler and Node's headers; install what the message above misses",
    });
  }
  await finish(folder, binding, libraries);
}

/**
 * @param {string} folder
 * @param {string} binding
 * @param {Wheel['libraries']} libraries
 */
async function finish(folder, binding, libraries) {
  const lib = join(folder, 'deps', 'lib');
  for (const { file, linkAs } of libraries) {
    await chmod(join(lib, file), 0o755);
    // Only the linker wanted this name; the binding loads the library by its own.
    await rm(join(lib, linkAs));
    if (process.platform === 'linux' && isOnPath('strip')) {
      await run('strip', ['--strip-unneeded', join(lib, file)]);
    }
  }
  if (process.platform === 'darwin') await pointToLibraries(binding, libraries);
  for (const name of ['package.json', 'binding.gyp', 'binding', 'build', 'deps/include']) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * binding.gyp points the binding to the official library's name; the wheel's has another.
 * @param {string} binding
 * @param {Wheel['libraries']} libraries
 */
async function pointToLibraries(binding, libraries) {
  const changes = libraries.flatMap(({ file }) => [
    '-change',
    `@rpath/${file}`,
    `@loader_path/../../deps/lib/${file}`,
  ]);
  for (const [program, args] of /** @type {const} */ ([
    ['install_name_tool', [...changes, binding]],
    // The change breaks the signature without which Apple's processors refuse to load it.
    ['codesign', ['--force', '--sign', '-', binding]],
  ])) {
    const { code } = await run(program, args);
    if (code !== 0) throw new Failure(`${program} ended with exit code ${code} for ${binding}.`);
  }
}

/**
 * The folder with this Node's own headers, if it came with any; node-gyp downloads them otherwise.
 * @returns {string | undefined}
 */
function nodeHeaders() {
  const places = [
    process.env['npm_config_nodedir'],
    dirname(dirname(process.execPath)),
    process.platform === 'win32' ? undefined : '/usr',
  ];
  return places.find(
    (place) => place !== undefined && existsSync(join(place, 'include', 'node', 'common.gypi')),
  );
}
