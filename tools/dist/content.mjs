// @ts-check
/** What a package holds: listed, measured, and held to what it must and must not hold. */
import { listPackage } from '@electron/asar';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { builtFolder } from './places.mjs';

/** @typedef {{ path: string, bytes: number }} Entry */

/** @param {string} folder @returns {Promise<Entry[]>} every file below it, with forward slashes, the largest first */
export async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const measured = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path: relative(folder, path).replaceAll('\\', '/'), bytes: (await stat(path)).size };
    }),
  );
  return measured.sort((a, b) => b.bytes - a.bytes);
}

/** @returns {string[]} the paths in the app's archive, with forward slashes, without the first */
export function archived() {
  const { resources } = builtFolder(process.platform, process.arch);
  return listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').slice(1),
  );
}

/** What no package may hold, by what its path says. */
const UNWANTED = [
  { what: 'source code', pattern: /\.(ts|tsx|svelte|map|cc|h|hpp|gyp|py)$/ },
  {
    what: 'a development dependency',
    pattern:
      /node_modules\/(electron|vite|vitest|svelte|eslint|typescript|playwright|electron-builder|node-gyp)\//,
  },
  { what: 'tests or documents', pattern: /(^|\/)(test|tests|docs|__tests__|example|examples)\// },
];

/** What each package must hold; the libraries' names differ by system. */
const WANTED = [
  { what: 'the binding', pattern: /tfjs-node\/lib\/napi-v8\/tfjs_binding\.node$/ },
  {
    what: 'the native library',
    pattern: /tfjs-node\/.*(libtensorflow(_cc)?|tensorflow)\.(so\.2|2\.dylib|dll)$/,
  },
  {
    what: 'the compiled graph',
    pattern: /app\.asar\.unpacked\/resources\/graph\/softmax\/saved_model\.pb$/,
  },
  { what: 'the WebAssembly engine', pattern: /tfjs-backend-wasm-simd\.wasm$/ },
  {
    what: 'the training pictures',
    pattern: /datasets\/fashion-mnist\/train-images-idx3-ubyte\.gz$/,
  },
  { what: 'the training labels', pattern: /datasets\/fashion-mnist\/train-labels-idx1-ubyte\.gz$/ },
  { what: 'the test pictures', pattern: /datasets\/fashion-mnist\/t10k-images-idx3-ubyte\.gz$/ },
  { what: 'the test labels', pattern: /datasets\/fashion-mnist\/t10k-labels-idx1-ubyte\.gz$/ },
  { what: 'the lab sheets', pattern: /(^|\/)[Rr]esources\/sheets\/./ },
  { what: 'the licences', pattern: /licences\/licences\.json$/ },
  { what: "the app's main script", pattern: /app\.asar\/out\/main\/index\.js$/ },
];

/**
 * @param {readonly string[]} paths of the folder, and of its archive below `app.asar/`
 * @returns {string[]} what is wrong, in words
 */
export function contentProblems(paths) {
  const missing = WANTED.filter(({ pattern }) => !paths.some((path) => pattern.test(path))).map(
    ({ what }) => `${what} is missing`,
  );
  const unwanted = paths.flatMap((path) =>
    UNWANTED.filter(({ pattern }) => pattern.test(path)).map(({ what }) => `${path} is ${what}`),
  );
  return [...missing, ...unwanted];
}
