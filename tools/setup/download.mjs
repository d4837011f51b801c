// @ts-check
/** A download that ends up complete and checked, or not at all, from the first of several sources that has it. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure, reasonOf } from '../lib/failure.mjs';
import { temporaryName } from '../lib/files.mjs';

const STALL_LIMIT_MS = 20_000;

/**
 * @typedef {object} Download
 * @property {readonly string[]} sources tried in this order
 * @property {string} target
 * @property {(path: string) => Promise<string | undefined>} check what is wrong with the file; any fault means the next source
 * @property {(done: number, total: number) => void} [progress]
 * @property {number} [stallLimitMs] how long a source may be silent
 */

/**
 * @param {Download} download
 * @throws {Failure} naming what was wrong with each source
 */
export async function download({
  sources,
  target,
  check,
  progress,
  stallLimitMs = STALL_LIMIT_MS,
}) {
  await mkdir(dirname(target), { recursive: true });
  /** @type {string[]} */
  const faults = [];
  for (const source of sources) {
    const temporary = temporaryName(target);
    try {
      await fetchTo(temporary, source, stallLimitMs, progress);
      const fault = await check(temporary);
      if (fault === undefined) {
        await rename(temporary, target);
        return;
      }
      faults.push(`${source}: ${fault}`);
    } catch (error) {
      faults.push(`${source}: ${reasonOf(error)}`);
    } finally {
      await rm(temporary, { force: true });
    }
  }
  throw new Failure(`${target} could not be downloaded:\n  ${faults.join('\n  ')}`);
}

/**
 * @param {string} path
 * @param {string} source
 * @param {number} stallLimitMs
 * @param {Download['progress']} progress
 */
async function fetchTo(path, source, stallLimitMs, progress) {
  const stalled = new AbortController();
  const limit = setTimeout(() => {
    stalled.abort(new Error(`nothing came for ${stallLimitMs / 1000} s`));
  }, stallLimitMs);
  try {
    const answer = await fetch(source, { signal: stalled.signal });
    if (!answer.ok || answer.body === null) throw new Error(`answers ${answer.status}`);
    const total = Number(answer.headers.get('content-length'));
    let done = 0;
    const watch = new Transform({
      transform(chunk, _encoding, next) {
        limit.refresh();
        done += chunk.length;
        if (total > 0) progress?.(done, total);
        next(null, chunk);
      },
    });
    // Opened before and closed after: a pipeline that fails does not wait for that, and the file would come after its removal.
    const file = await open(path, 'w');
    try {
      await pipeline(answer.body, watch, file.createWriteStream(), { signal: stalled.signal });
    } finally {
      await file.close();
    }
  } catch (error) {
    // The stream's own error only says "aborted"; ours says why.
    throw stalled.signal.aborted ? stalled.signal.reason : error;
  } finally {
    clearTimeout(limit);
  }
}
