/** Reads the folder of a class: each report or run file becomes a row, each other file a reason. */
import {
  MAX_CLASS_FILES,
  MAX_CLASS_FOREIGN,
  type ClassFolder,
  type ClassRow,
} from '#contract/class';
import { AppError, type AppErrorData } from '#contract/errors';
import { isRunFile } from '#contract/exports';
import type { RunRecord } from '#contract/run';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { readLimited } from '../exports/exports';
import { FileRefusal, refusedFile } from '../exports/refused-file';
import { readDataBlock } from '../exports/report/data-block';
import { decodeRunFile } from '../exports/run-file';
import { summarize } from '../runs/record';

export interface ClassReading {
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** Files that systems leave in folders: nobody handed them in. */
const LITTER = /^(\..*|desktop\.ini|thumbs\.db)$/i;

/**
 * One file after the other: no more than one is in memory. A file that is not taken does not keep the others from it.
 * @throws {AppError} `cancelled`; `unreadableFile` where the folder itself cannot be read
 */
export async function readClassFolder(
  folder: string,
  { signal, progress }: ClassReading = {},
): Promise<ClassFolder> {
  const { handedIn, foreign } = await listFiles(folder);
  const read = handedIn.slice(0, MAX_CLASS_FILES);
  const rows: ClassRow[] = [];
  const refused: AppErrorData[] = [];
  for (const [index, file] of read.entries()) {
    if (signal?.aborted) throw new AppError('cancelled');
    try {
      rows.push({ file, run: summarize(await readRecord(join(folder, file), file)) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(error.toData());
    }
    progress?.(index + 1, read.length);
  }
  const named = foreign
    .slice(0, MAX_CLASS_FOREIGN)
    .map((file) => refusedFile(file, new FileRefusal('foreign')).toData());
  return {
    name: basename(folder),
    rows,
    skipped: [...refused, ...named],
    beyond: handedIn.length - read.length + foreign.length - named.length,
  };
}

/** The files of a folder by name: those that can be a run, and the others. Links are not followed. */
async function listFiles(folder: string) {
  try {
    const names = (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => !entry.isDirectory() && !LITTER.test(entry.name))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    const fits = names.map(
      (entry) => entry.isFile() && (isReport(entry.name) || isRunFile(entry.name)),
    );
    return {
      handedIn: names.filter((_, index) => fits[index]).map(({ name }) => name),
      foreign: names.filter((_, index) => !fits[index]).map(({ name }) => name),
    };
  } catch (error) {
    throw new AppError('unreadableFile', { file: basename(folder) }, { cause: error });
  }
}

/** @throws {AppError} `refusedFile` */
async function readRecord(path: string, file: string): Promise<RunRecord> {
  const bytes = await readLimited(path, file);
  try {
    return isReport(file)
      ? readDataBlock(new TextDecoder().decode(bytes))
      : decodeRunFile(bytes).record;
  } catch (error) {
    if (error instanceof FileRefusal) throw refusedFile(file, error);
    throw error;
  }
}

function isReport(name: string): boolean {
  return ['.html', '.htm'].includes(extname(name).toLowerCase());
}
