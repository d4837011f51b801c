/** The calls of the page Sweeps. */
import { AppError } from '#contract/errors';
import type { Language } from '#contract/settings';
import type { SweepCallOutput, SweepImport, SweepRequest } from '#contract/sweep';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fashionMnist } from '../dataset/manifest';
import { raySweepFiles } from '../exports/ray/files';
import { MAX_RESULTS_BYTES, readResults } from '../exports/ray/results';
import { writeNewFolder } from '../exports/ray/write';
import type { CallHandlers } from '../ipc';
import type { SweepRunner } from './runner';

/** What a person is asked for; null where the dialog was closed. */
export interface SweepDialogs {
  /** The folder in which a new one is made. */
  readonly pickRayParent: () => Promise<string | null>;
  readonly pickRayResults: () => Promise<string | null>;
}

export interface SweepHandlerOptions {
  readonly sweeps: SweepRunner;
  readonly dialogs: SweepDialogs;
  readonly newSweep: () => { readonly id: string; readonly startedAt: string };
  readonly app: string;
  readonly language: () => Language;
}

export function sweepHandlers(
  options: SweepHandlerOptions,
): Pick<CallHandlers, keyof SweepCallOutput> {
  const { sweeps, dialogs } = options;
  return {
    listSweeps: () => sweeps.list(),
    openSweep: ({ id }) => sweeps.read(id),
    startSweep: ({ request }) => sweeps.start(request),
    controlSweep: ({ id, action }) => sweeps.control(id, action),
    deleteSweep: async ({ id }) => {
      await sweeps.remove(id);
      return null;
    },
    restoreSweep: async ({ id }) => {
      await sweeps.restore(id);
      return null;
    },
    exportRaySweep: async ({ request }) => {
      const parent = await dialogs.pickRayParent();
      return parent === null ? null : exportRay(parent, request, options);
    },
    importRaySweep: async () => {
      const file = await dialogs.pickRayResults();
      return file === null ? null : importRay(file, options);
    },
  };
}

async function exportRay(
  parent: string,
  request: SweepRequest,
  { newSweep, language }: SweepHandlerOptions,
): Promise<SweepCallOutput['exportRaySweep']> {
  const files = raySweepFiles(request, fashionMnist.sha256, language());
  const folder = `linearlab-sweep-${newSweep().id}`;
  await writeNewFolder(join(parent, folder), files);
  return { folder, files: Object.keys(files) };
}

async function importRay(
  path: string,
  { sweeps, newSweep, app }: SweepHandlerOptions,
): Promise<SweepImport> {
  const file = basename(path);
  const text = await readLimited(path, file);
  const { id } = newSweep();
  const read = readResults({ file, text }, fashionMnist.sha256, { id, app });
  await sweeps.adopt(read.record);
  return read;
}

/** @throws {AppError} `invalidInput` where it is too large, `unreadableFile` */
async function readLimited(path: string, file: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_RESULTS_BYTES) return await readFile(path, 'utf8');
    throw new AppError('invalidInput', {
      field: file,
      value: `${size} B`,
      allowed: `${MAX_RESULTS_BYTES} B`,
    });
  } catch (error) {
    throw error instanceof AppError
      ? error
      : new AppError('unreadableFile', { file }, { cause: error });
  }
}
