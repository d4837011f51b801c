// @ts-check
/** A lock between processes, kept as a file that its holder touches every few seconds. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const TOUCH_EVERY_MS = 5_000;
/** Untouched for this long, a lock is taken for left behind, even when its process can't be looked up (another machine). */
const STALE_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 200;

/**
 * Runs `action` while holding the lock. Waits for whoever holds it, unless that process is gone.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (holder: string) => void }} [options] `onWait` is called once if there is somebody to wait for
 * @returns {Promise<T>}
 */
export async function withLock(file, action, { onWait } = {}) {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  let told = false;
  while (!(await tryToTake(file, mine))) {
    const holder = await read(file);
    if (holder === undefined) continue;
    if (await isStale(file, holder)) {
      await remove(file, holder);
      continue;
    }
    if (!told) onWait?.(`process ${holderOf(holder).pid ?? 'unknown'}`);
    told = true;
    await wait(LOOK_EVERY_MS);
  }
  const touch = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, TOUCH_EVERY_MS);
  touch.unref();
  try {
    return await action();
  } finally {
    clearInterval(touch);
    await remove(file, mine);
  }
}

/** @param {string} file @param {string} mine */
async function tryToTake(file, mine) {
  try {
    await writeFile(file, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
const read = (file) => readFile(file, 'utf8').catch(() => undefined);

/** @param {string} text @returns {{ pid?: number, host?: string }} */
function holderOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Killed between creating the file and writing it.
    return {};
  }
}

/** @param {string} file @param {string} text */
async function isStale(file, text) {
  const { pid, host } = holderOf(text);
  if (pid !== undefined && host === hostname()) return !isAlive(pid);
  const touched = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Date.now() - touched > STALE_AFTER_MS;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Removes the lock if it is still the one that was judged. The rename makes sure that of two processes only one does.
 * @param {string} file
 * @param {string} judged
 */
async function remove(file, judged) {
  if ((await read(file)) !== judged) return;
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
