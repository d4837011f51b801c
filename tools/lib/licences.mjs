// @ts-check
/** The licences of all parts of the app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './files.mjs';
import { root } from './places.mjs';

/** @typedef {{ name: string, version: string, licence: string, text: string }} Licence */

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * Of the packages that the app loads (those that are no development dependency), of those that the build put into the
 * window, of the runtime and of the data.
 * @returns {Licence[]} by name
 */
export function allLicences() {
  const bundled = /** @type {string[]} */ (
    readJson(join(root, 'out/renderer/packages.json')) ?? []
  );
  return [...licencesOf([...installed(), ...bundled]), ...otherParts()].sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  );
}

/** @returns {string[]} the folders of the packages that are installed to be loaded at run time */
function installed() {
  const { packages } = /** @type {{ packages: Record<string, { dev?: boolean }> }} */ (
    readJson(join(root, 'package-lock.json'))
  );
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== '' && !dev && existsSync(join(root, folder)))
    .map(([folder]) => folder);
}

/**
 * @param {readonly string[]} folders of npm packages, below the root
 * @returns {Licence[]}
 */
export function licencesOf(folders) {
  /** @type {Map<string, Licence>} */
  const found = new Map();
  for (const folder of folders) {
    const { name, version, license } = /** @type {Record<string, unknown>} */ (
      readJson(join(root, folder, 'package.json')) ?? {}
    );
    if (typeof name !== 'string' || typeof version !== 'string') continue;
    const licence = typeof license === 'string' ? license : 'see its text';
    const text = textIn(join(root, folder)) || standardText(licence);
    found.set(`${name} ${version}`, { name, version, licence, text });
  }
  return [...found.values()];
}

/** @param {string} folder */
function textIn(folder) {
  return readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/** The text of a licence that a package names and does not carry. @param {string} licence */
function standardText(licence) {
  return licence === 'Apache-2.0' ? readFileSync(join(root, 'LICENSE'), 'utf8').trim() : '';
}

/** The parts that are no npm packages. @returns {Licence[]} */
function otherParts() {
  const text = (/** @type {string[]} */ ...path) =>
    readFileSync(join(root, ...path), 'utf8').trim();
  const { version } = /** @type {{ version: string }} */ (
    readJson(join(root, 'node_modules', 'electron', 'package.json'))
  );
  return [
    {
      ...{ name: 'Electron', version, licence: 'MIT' },
      text: text('node_modules', 'electron', 'LICENSE'),
    },
    {
      ...{ name: 'TensorFlow', version: '2', licence: 'Apache-2.0' },
      text: `Copyright The TensorFlow Authors. All rights reserved.\n\n${text('LICENSE')}`,
    },
    {
      ...{ name: 'Fashion-MNIST', version: '2017', licence: 'MIT' },
      text: text('resources', 'installer', 'fashion-mnist.txt'),
    },
  ];
}
