// @ts-check
/** What the tests run of the sources: the report that Vitest writes, folder by folder, and what they do not. */
import { dirname, relative } from 'node:path';

/** @typedef {{ total: number, covered: number }} Share */
/** @typedef {Readonly<Record<'lines' | 'branches' | 'functions', Share>>} Shares */

/** @typedef {Readonly<Record<string, Shares>>} Summary Vitest's `json-summary`: by file, and `total` */

const KINDS = /** @type {const} */ (['lines', 'branches', 'functions']);

/**
 * @param {Summary} summary
 * @param {string} root the checkout
 * @returns {[folder: string, shares: Shares][]} each folder, without those inside it
 */
export function byFolder(summary, root) {
  /** @type {Map<string, Record<'lines' | 'branches' | 'functions', Share>>} */
  const folders = new Map();
  for (const [file, shares] of Object.entries(summary)) {
    if (file === 'total') continue;
    const folder = relative(root, dirname(file)).replaceAll('\\', '/');
    const sum = folders.get(folder) ?? { lines: none(), branches: none(), functions: none() };
    for (const kind of KINDS) {
      sum[kind].total += shares[kind].total;
      sum[kind].covered += shares[kind].covered;
    }
    folders.set(folder, sum);
  }
  return [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @returns {Share} */
const none = () => ({ total: 0, covered: 0 });

/** @param {readonly [name: string, shares: Shares][]} rows */
export function coverageTable(rows) {
  const cells = rows.map(([name, shares]) => [name, ...KINDS.map((kind) => percent(shares[kind]))]);
  return [['folder', ...KINDS], ...cells]
    .map(([name = '', ...rest]) => name.padEnd(30) + rest.map((cell) => cell.padStart(11)).join(''))
    .join('\n');
}

/** Down, so that only what is whole is called so. @param {Share} share */
const percent = ({ total, covered }) =>
  total === 0 ? '-' : `${(Math.floor((1000 * covered) / total) / 10).toFixed(1)} %`;

/**
 * @typedef {object} FileBranches Vitest's `json` report of a file, as far as branches are read
 * @property {Readonly<Record<string, { loc: { start: { line: number } }, locations: readonly { start: { line?: number } }[] }>>} branchMap
 * @property {Readonly<Record<string, readonly number[]>>} b how often each was taken
 */

/**
 * The places of branches that no test takes.
 * @param {Readonly<Record<string, FileBranches>>} report by file
 * @param {string} root
 * @returns {string[]} file:line
 */
export function branchesNotTaken(report, root) {
  const places = Object.entries(report).flatMap(([file, { branchMap, b }]) =>
    Object.entries(branchMap).flatMap(([id, { loc, locations }]) =>
      // An `else` that is not written has no place of its own.
      locations.flatMap(({ start }, i) =>
        // Where reports of several processes do not agree, an `else` can be counted below zero.
        (b[id]?.[i] ?? 0) > 0
          ? []
          : [`${relative(root, file).replaceAll('\\', '/')}:${start.line ?? loc.start.line}`],
      ),
    ),
  );
  return [...new Set(places)];
}
