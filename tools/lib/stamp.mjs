// @ts-check
/** Work that is done again only when something it reads has changed. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson, writeJson } from './files.mjs';
import { withLock } from './lock.mjs';
import { root, statePath } from './places.mjs';

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {readonly string[]} inputs files and folders below the root; what is absent counts as empty
 * @property {(path: string) => boolean} [ignore] inputs that are not read
 * @property {string} output a file below the root that is there once the work is done
 */

/**
 * @param {Work} work
 * @param {() => Promise<void>} make
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function onlyIfChanged(work, make) {
  const stamp = statePath(`${work.name}.json`);
  return withLock(statePath(`${work.name}.lock`), async () => {
    // Read before the work: what changes meanwhile is seen the next time.
    const hash = await hashOf(work);
    const before = /** @type {{ hash?: string } | undefined} */ (readJson(stamp));
    if (before?.hash === hash && existsSync(join(root, work.output))) return false;
    await make();
    await writeJson(stamp, { hash });
    return true;
  });
}

/**
 * The contents decide, not the times: a checkout of another branch and back changes nothing.
 * @param {Pick<Work, 'inputs' | 'ignore'>} work
 */
async function hashOf({ inputs, ignore = () => false }) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const path of (await filesIn(input)).sort()) {
      if (ignore(path)) continue;
      hash.update(`${path}\0`).update(await readFile(join(root, path)));
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path below the root
 * @returns {Promise<string[]>} with forward slashes, on every system
 */
async function filesIn(path) {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const nested = await Promise.all(entries.map(({ name }) => filesIn(`${path}/${name}`)));
  return nested.flat();
}
