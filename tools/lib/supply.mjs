// @ts-check
/** What the app is made of: the packages that ship, their licences, and what is wrong with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from './places.mjs';

/**
 * @typedef {object} Locked a package of the lock file
 * @property {string} version
 * @property {string} [license]
 * @property {string} [integrity]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {Readonly<Record<string, Locked>>} Lock the lock file's packages, by their folder
 *
 * @typedef {object} Manifest
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/** Licences that let the app be given to schools as it is, with their texts beside it. */
const ALLOWED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  // Of argparse, which electron-updater brings: the Python licence, as free as MIT.
  'Python-2.0',
  // Of the fonts.
  'OFL-1.1',
]);

/** What is only used to build and test may also be under these: nothing of it is given to anybody. */
const ALLOWED_IN_DEVELOPMENT = new Set([
  ...ALLOWED,
  ...['MPL-2.0', 'CC-BY-4.0', 'CC0-1.0', 'Unlicense', 'WTFPL', 'MIT-0'],
]);

/** Packages whose lock entry names no licence, and what their own files say. */
export const KNOWN = new Map([['svelte-toolbelt', 'MIT']]);

/** Folders whose imports end up in the app; what they import of `devDependencies` is bundled into it. */
const SHIPPED_SOURCES = ['contract', 'lessons', 'main', 'preload', 'renderer'];

/** @returns {Lock} */
export const readLock = () =>
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/** @returns {Manifest} */
export const readManifest = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * The names of the packages that a source file imports.
 * @param {string} text
 * @returns {string[]}
 */
export function importedPackages(text) {
  const specifiers = text.matchAll(/(?:from|import|@import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...specifiers].flatMap(([, specifier = '']) => {
    if (/^[.#/]|^node:|^electron$|^virtual:/.test(specifier)) return [];
    const parts = specifier.split('/');
    return [specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')];
  });
}

/** What the app's sources import. @returns {ReadonlySet<string>} */
export function packagesOfSources() {
  const names = new Set();
  for (const folder of SHIPPED_SOURCES) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!['.ts', '.svelte', '.css', '.js'].includes(extname(name))) continue;
      for (const found of importedPackages(readFileSync(join(root, folder, name), 'utf8'))) {
        names.add(found);
      }
    }
  }
  return names;
}

/**
 * The folders of the packages that ship: what the app imports, and all that those need in turn.
 * @param {Lock} lock
 * @param {Iterable<string>} imported
 * @returns {ReadonlySet<string>}
 */
export function shippedFolders(lock, imported) {
  /** @type {Set<string>} */
  const shipped = new Set();
  const waiting = [...imported].flatMap((name) => folderOf(lock, '', name) ?? []);
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (shipped.has(folder)) continue;
    shipped.add(folder);
    const { dependencies, optionalDependencies, peerDependencies } = lock[folder] ?? {};
    const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const name of Object.keys(needed)) {
      const found = folderOf(lock, folder, name);
      if (found !== undefined) waiting.push(found);
    }
  }
  return shipped;
}

/**
 * Where Node finds `name` from within `folder`: there, or in a folder above.
 * @param {Lock} lock @param {string} folder @param {string} name
 * @returns {string | undefined}
 */
function folderOf(lock, folder, name) {
  for (
    let from = folder;
    ;
    from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))
  ) {
    const candidate = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (candidate in lock) return candidate;
    if (from === '') return undefined;
  }
}

/**
 * What is wrong with the packages, a line each.
 * @param {Manifest} manifest
 * @param {Lock} lock
 * @param {ReadonlySet<string>} shipped
 * @returns {string[]}
 */
export function complaints(manifest, lock, shipped) {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const inexact = wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  return [
    ...inexact.map(([name, version]) => `package.json: ${name} is ${version}, not one version`),
    ...Object.entries(lock).flatMap(([folder, entry]) => {
      // The project itself, and builds for other systems, which are not installed here.
      if (folder === '' || (entry.optional && entry.license === undefined)) return [];
      return complaintsOf(folder, entry, shipped.has(folder));
    }),
  ];
}

/** @param {string} folder @param {Locked} entry @param {boolean} ships @returns {string[]} */
function complaintsOf(folder, { version, license, integrity }, ships) {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const allowed = ships ? ALLOWED : ALLOWED_IN_DEVELOPMENT;
  const stated = license ?? KNOWN.get(name);
  const problems = [];
  if (integrity === undefined) problems.push('its download has no hash');
  if (stated === undefined && ships) problems.push('it names no licence');
  if (stated !== undefined && !isAllowed(stated, allowed)) {
    problems.push(`its licence ${stated} is not among those allowed`);
  }
  return problems.map((problem) => `${name} ${version}: ${problem}`);
}

/**
 * Whether an SPDX expression can be met: one of its `OR` parts, all of whose `AND` parts are allowed. An exception only allows more.
 * @param {string} expression
 * @param {ReadonlySet<string>} allowed
 */
export function isAllowed(expression, allowed) {
  const plain = expression.replaceAll(/[()]/g, '').replaceAll(/ WITH [\w.-]+/g, '');
  return plain
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((one) => allowed.has(one.trim())));
}
