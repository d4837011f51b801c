/** What is on disk of runs: the folders that are theirs, and what is in one. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isThere, makeFolder, move, namesIn } from '../files';
import { isRunId } from './id';
import { interrupted, readRecord, type ReadResult } from './record';
import { RECORD_FILE, WEIGHTS_FILE } from './recorder';

/** One run folder as it was found; `absent` where there is nothing in it that could be a run. */
export type Found = ReadResult | { readonly ok: false; readonly reason: 'absent' };

/** The names in `folder` that are ids, of runs or of what is named as they are. */
export async function idsIn(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter(isRunId);
}

/**
 * Moves the folder that `id` names from one folder into another, which is made where it is not there.
 * @returns whether it was there
 * @throws {AppError} `diskFull`, `notWritable`
 */
export async function moveById(id: string, from: string, to: string): Promise<boolean> {
  if (!isRunId(id) || !(await isThere(join(from, id)))) return false;
  await makeFolder(to, id);
  await move(join(from, id), join(to, id));
  return true;
}

/** @param interruption what to say of a run that was under way when the app went down */
export async function readRun(folder: string, id: string, interruption: string): Promise<Found> {
  try {
    const result = readRecord(await readFile(join(folder, RECORD_FILE), 'utf8'), id);
    return result.ok ? { ok: true, record: interrupted(result.record, interruption) } : result;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return { ok: false, reason: 'damaged' };
    // Weights without a record are a run whose record was lost; an empty folder is one that never began.
    return {
      ok: false,
      reason: (await isThere(join(folder, WEIGHTS_FILE))) ? 'damaged' : 'absent',
    };
  }
}

/** Of all its files; 0 where it is not on disk. */
export async function bytesIn(folder: string): Promise<number> {
  const names = await namesIn(folder);
  const sizes = await Promise.all(names.map((name) => bytesOf(join(folder, name))));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function bytesOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    // Renamed since its folder was read.
    return 0;
  }
}
