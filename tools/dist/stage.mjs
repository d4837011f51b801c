// @ts-check
/**
 * The app as it is packaged: the built code, the compiled graph, and of the npm packages only the files that can be loaded.
 * They are found by following every import from the two scripts that Electron starts (docs/decisions/0011-package-size.md).
 */
import { nodeFileTrace } from '@vercel/nft';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { linkTree, readJson, writeJson } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { staged, stagedModules } from './places.mjs';
import { minifyScripts } from './shrink.mjs';

/** What the tracer cannot see: loaded by a path made at run time. */
const LOADED_BY_PATH = [
  'node_modules/@tensorflow/tfjs-node/lib',
  'node_modules/@tensorflow/tfjs-node/deps/lib',
  // The third, with threads, is not for Node (tfjs#3830).
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
];

/**
 * What the tracer follows and the app never loads: node-pre-gyp is asked where the binding lies, and of all that it can do to
 * build or publish one, nothing. Of what there is as a module and for `require`, one is loaded. node-fetch does without `encoding`,
 * and the app fetches nothing by it.
 */
const NEVER_LOADED = [
  'electron',
  'node-gyp',
  '@tensorflow/tfjs-node/lib',
  '@tensorflow/tfjs-node/deps',
  '@mapbox/node-pre-gyp/lib/util/nw-pre-gyp',
  'encoding',
  'iconv-lite',
  'safer-buffer',
  'fflate/lib',
  'js-yaml/dist',
];

/** @typedef {{ name: string, version: string, folder: string }} Package */

/**
 * Fills the staging folders anew.
 * @param {string} version the app's
 * @returns {Promise<Package[]>} the npm packages of which something is packaged
 */
export async function stage(version) {
  await rm(staged, { recursive: true, force: true, maxRetries: 3 });
  await rm(stagedModules, { recursive: true, force: true, maxRetries: 3 });
  const files = await tracedFiles();
  const links = [...files, ...LOADED_BY_PATH.filter((path) => existsSync(join(root, path)))];
  for (const path of links) {
    const target = join(stagedModules, path.replace(/^node_modules\//, ''));
    await mkdir(dirname(target), { recursive: true });
    await linkTree(join(root, path), target);
  }
  await minifyScripts(stagedModules);
  for (const path of ['out/main', 'out/preload', 'out/renderer', 'resources/graph']) {
    await linkTree(join(root, path), join(staged, path));
  }
  const { name, productName, description, license, main } = /** @type {Record<string, string>} */ (
    readJson(join(root, 'package.json'))
  );
  await writeJson(join(staged, 'package.json'), {
    ...{ name, productName, version, description, license },
    author: 'The LinearLab authors <maintainers@linearlab.invalid>',
    ...{ type: 'module', main, dependencies: {} },
  });
  return packagesOf(files);
}

/** @returns {Promise<string[]>} below the root, all in node_modules */
async function tracedFiles() {
  const { fileList } = await nodeFileTrace(
    ['out/main/index.js', 'out/main/trainer.js'].map((path) => join(root, path)),
    {
      base: root,
      conditions: ['node', 'import'],
      ignore: NEVER_LOADED.flatMap((name) => [
        `node_modules/${name}/**`,
        `**/node_modules/${name}/**`,
      ]),
    },
  );
  return [...fileList]
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.startsWith('node_modules/'))
    .sort();
}

/** @param {readonly string[]} files @returns {Package[]} */
export function packagesOf(files) {
  const folders = new Set(
    files.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? ''),
  );
  return [...folders].flatMap((folder) => {
    const { name, version } = /** @type {Partial<Package>} */ (
      readJson(join(root, folder, 'package.json')) ?? {}
    );
    return name && version ? [{ name, version, folder }] : [];
  });
}
