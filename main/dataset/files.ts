import { constants, type Stats } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#contract/errors';
import { systemCode } from './fault';

/** The file's status, or null where there is no file of this name. */
export async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Puts `from` in the place of `to` in one step, after its bytes have reached the disk. */
export async function commitFile(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await renameWithPatience(from, to);
}

/** Copies a file by reading and writing; an existing target is an error. */
export async function copyNew(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
}

export async function removeIfThere(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Virus scanners hold a new file open for a moment, and Windows then refuses to rename it. */
async function renameWithPatience(from: string, to: string): Promise<void> {
  for (const pause of [20, 60, 200, 600]) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = systemCode(error);
      if (code !== 'EPERM' && code !== 'EBUSY' && code !== 'EACCES') throw error;
    }
    await wait(pause);
  }
  await rename(from, to);
}

/** A failed write as the contract names it; anything else as it is. */
export function toWriteError(error: unknown): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('diskFull', {}, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('notWritable', {}, { cause: error });
    default:
      return error;
  }
}
