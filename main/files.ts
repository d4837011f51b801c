/**
 * Files that are there whole or not at all. A write goes to a unique temporary file, is flushed to the disk and
 * renamed over the old one; writes of one file wait for each other.
 */
import { AppError, type AppErrorData } from '#contract/errors';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';

/**
 * What passes when whatever holds a file lets go of it. On Windows, virus scanners and indexers make it look like
 * a refusal; elsewhere a refusal is one.
 */
const passing = process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY'];
const PAUSES_MS = [10, 40, 160, 640];

/**
 * Replaces `file` by `data`. After a crash or a power cut, it holds the old content or the new.
 * @throws {AppError} `diskFull`, `notWritable`
 */
export async function writeAtomic(file: string, data: string | Uint8Array): Promise<void> {
  try {
    const content =
      typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    await retried(() => writeFileAtomic(file, content));
    await syncFolder(dirname(file));
  } catch (error) {
    throw writeError(error, file);
  }
}

/**
 * Makes `folder`, with those above it, where it is not there.
 * @param file what goes there, as the error names it
 * @throws {AppError} `diskFull`, `notWritable`
 */
export async function makeFolder(folder: string, file = folder): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, file);
  }
}

/** Renames a file or folder. @throws {AppError} `diskFull`, `notWritable` */
export async function move(from: string, to: string): Promise<void> {
  try {
    await retried(() => rename(from, to));
    await syncFolder(dirname(to));
  } catch (error) {
    throw writeError(error, to);
  }
}

/** A temporary file of `writeAtomic`: the file's name and a number. */
const TEMPORARY = /\.\d+$/;

/** Removes the temporary files that a crash before `start` left in `folder`. */
export async function removeLeftovers(folder: string, start: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (TEMPORARY.test(name) && (await stat(file)).mtime < start) await rm(file);
  }
}

interface RetryOptions {
  readonly codes?: readonly string[];
  readonly pausesMs?: readonly number[];
}

/** Runs `action`, again after a pause where something else holds the file. */
export async function retried<T>(
  action: () => Promise<T>,
  { codes = passing, pausesMs = PAUSES_MS }: RetryOptions = {},
): Promise<T> {
  for (const ms of pausesMs) {
    try {
      return await action();
    } catch (error) {
      if (!codes.includes(errorCode(error))) throw error;
      await pause(ms);
    }
  }
  return await action();
}

/** Makes a rename last: until its folder is flushed, a power cut can undo it. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a failed write means to a person: the disk is full, or the system refused. Names the file, not its path. */
export function writeError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error;
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error));
  return new AppError(
    full ? 'diskFull' : 'notWritable',
    { file: basename(file) },
    { cause: error },
  );
}

/** What a person is told whose file could not be kept. @param cause of `writeError` */
export function notSaved(cause: AppErrorData | AppError, file: string): AppError {
  const reason = cause.code === 'diskFull' ? 'full' : 'refused';
  return new AppError('notSaved', { file, reason }, { cause });
}

/** The names in `folder`; none where there is no such folder, or it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Whether there is anything at `path`. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The system's code of an error (`ENOENT`, …), or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
