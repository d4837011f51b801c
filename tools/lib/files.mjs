// @ts-check
/** Files that are complete or absent: everything is made under a unique temporary name and then renamed. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './lock.mjs';

/**
 * A name beside `target` that nobody else uses: on the same disk, so that the rename is atomic.
 * @param {string} target
 */
export const temporaryName = (target) => `${target}.tmp-${process.pid}-${randomUUID().slice(0, 8)}`;

/**
 * @template T
 * @param {string} target
 * @param {(folder: string) => Promise<T>} use gets an empty folder that is gone afterwards
 */
export async function withTemporaryFolder(target, use) {
  const folder = temporaryName(target);
  await mkdir(folder, { recursive: true });
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Makes the folder `target` unless it is there. It appears complete or not at all, however often and from however many
 * processes this is called. What `make` leaves behind when it is killed is removed by the next call.
 * @param {string} target
 * @param {(folder: string) => Promise<void>} make fills the empty folder it is given
 */
export async function folderOnce(target, make) {
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  // The lock only saves doing the work twice; the rename alone keeps the folder whole.
  await withLock(`${target}.lock`, async () => {
    if (existsSync(target)) return;
    await removeLeftovers(target);
    await withTemporaryFolder(target, async (folder) => {
      const result = join(folder, 'result');
      await mkdir(result);
      await make(result);
      await rename(result, target);
    });
  });
  return target;
}

/**
 * Removes what killed processes left of making `target`. Only for who holds its lock: nobody else may be at it.
 * @param {string} target
 */
export async function removeLeftovers(target) {
  const parent = dirname(target);
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (path.startsWith(`${target}.tmp-`)) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Puts `data` into `target`, complete or not at all.
 * @param {string} target
 * @param {string | Uint8Array} data
 */
async function writeWhole(target, data) {
  await mkdir(dirname(target), { recursive: true });
  const temporary = temporaryName(target);
  try {
    await writeFile(temporary, data);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** @param {string} target @param {unknown} value */
export const writeJson = (target, value) =>
  writeWhole(target, `${JSON.stringify(value, undefined, 2)}\n`);

/**
 * What a JSON file holds; `undefined` if it can't be read. For stamps, where a damaged one means the same as none.
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The same files in another place: hard links, which take neither time nor space, or copies where those are impossible
 * (another disk). An existing `to` is replaced.
 * @param {string} from
 * @param {string} to
 */
export async function linkTree(from, to) {
  await mkdir(dirname(to), { recursive: true });
  const temporary = temporaryName(to);
  try {
    await linkInto(from, temporary);
    await rm(to, { recursive: true, force: true, maxRetries: 3 });
    await rename(temporary, to);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to */
async function linkInto(from, to) {
  if (!(await stat(from)).isDirectory()) return linkFile(from, to);
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await linkInto(source, target);
  }
}

/** @param {string} from @param {string} to */
async function linkFile(from, to) {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

/** @param {string} path @returns {Promise<string>} the SHA-256 of its bytes, in hexadecimal */
export async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** @param {string} folder @returns {Promise<number>} the bytes of all files below it */
export async function sizeOf(folder) {
  let total = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    // A temporary file may be gone by now.
    total += await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return total;
}
