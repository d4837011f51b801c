// @ts-check
/** The npm packages, as the lock file has them. No package's own install script runs: what must be built, we build. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { npmCommand, run } from '../lib/process.mjs';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 */
/** @typedef {{ packages?: Record<string, LockEntry> }} LockFile */

/** @type {import('./step.mjs').Step} */
export const packages = {
  title: 'npm packages (npm ci)',

  isDone() {
    // npm writes this record last: after an interrupted `npm ci` there is none.
    const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
    const wanted = readJson(join(root, 'package-lock.json'));
    return isInstalled(
      /** @type {LockFile | undefined} */ (wanted),
      /** @type {LockFile | undefined} */ (installed),
    );
  },

  async run() {
    if (!existsSync(join(root, 'package-lock.json'))) {
      throw new Failure('package-lock.json is missing.', {
        todo: 'get it back with: git checkout package-lock.json',
      });
    }
    const [npm, first] = npmCommand();
    const { code } = await run(
      npm,
      [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { stdout: 'show as error', env: { NODE_ENV: 'development' } },
    );
    if (code !== 0) {
      throw new Failure(`npm ci ended with exit code ${code}; its own message is above.`, {
        todo: 'check the network connection and the free disk space, then run the command again',
      });
    }
  },
};

/**
 * Whether all that the lock file asks for is installed, and nothing in another version.
 * @param {LockFile | undefined} wanted package-lock.json
 * @param {LockFile | undefined} installed npm's record in node_modules
 */
export function isInstalled(wanted, installed) {
  const has = installed?.packages;
  const asks = wanted?.packages;
  if (has === undefined || asks === undefined) return false;
  for (const [path, entry] of Object.entries(asks)) {
    if (path === '') continue;
    const found = has[path];
    if (found === undefined) {
      // Packages for other systems, and peers nobody asked for, are rightly absent.
      if (entry.optional || entry.devOptional || entry.peer) continue;
      return false;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return Object.keys(has).every((path) => path in asks);
}
