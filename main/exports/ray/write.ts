/** Writes files into a new folder of their own: nothing that is there is ever written over. */
import { AppError } from '#contract/errors';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode, writeError } from '../../files';

/**
 * Makes `folder` with all of `files`, or, where that fails, leaves nothing behind.
 * @throws {AppError} `alreadyThere`, `diskFull`, `notWritable`
 */
export async function writeNewFolder(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      throw new AppError('alreadyThere', { file: basename(folder) });
    }
    throw writeError(error, folder);
  }
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content, { flag: 'wx', flush: true });
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw writeError(error, folder);
  }
}
