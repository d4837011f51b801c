import { errorCode, move } from '../files';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** The file's status, or null where there is no file of this name. */
export async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Puts `from` in the place of `to` after its bytes have reached the disk.
 *
 * @throws AppError `diskFull`, `notWritable`
 */
export async function commitFile(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await move(from, to);
}
