/** Taking runs and drawings away, and taking runs in: the contract's calls, on effects that tests bring their own of. */
import { AppError } from '#contract/errors';
import {
  MAX_RUN_FILE_BYTES,
  type ExportRequest,
  type ImportedRun,
  type SavedFile,
} from '#contract/exports';
import { isUnderWay, type RunRecord } from '#contract/run';
import type { PredictionsPage } from '#contract/dataset';
import { m } from '#messages';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CallHandlers } from '../ipc';
import type { Logger } from '../diagnostics/logger';
import type { Conductor } from '../runs/conductor';
import { interrupted } from '../runs/record';
import type { RunStore } from '../runs/store';
import type { Answer, RunBundle } from './bundle';
import { formats } from './formats';
import { FileRefusal, refusedFile } from './refused-file';
import { decodeRunFile } from './run-file';
import { save, type AskWhere } from './save';
import { runTitle } from './words';

/** What exports ask of the world. */
export interface ExportEffects {
  readonly askWhere: AskWhere;
  /** Asks for a run file; null where the person closed the dialog. */
  readonly pickRunFile: () => Promise<string | null>;
  /** A page that stands alone as a PDF document. */
  readonly printPdf: (html: string) => Promise<Uint8Array>;
  /** Puts a PNG on the clipboard. */
  readonly copyPicture: (png: Uint8Array) => Promise<void>;
  /** Told of a run file that was taken in. */
  readonly fileUsed?: ((path: string) => void) | undefined;
}

export interface ExportOptions {
  readonly store: RunStore;
  readonly runs: Conductor;
  /** What was answered on the lab sheets on which a run was trained. */
  readonly answersOf: (runId: string) => Promise<readonly Answer[]>;
  readonly effects: ExportEffects;
  readonly app: string;
  readonly now: () => Date;
  readonly log: Logger;
}

type Handlers = Pick<
  CallHandlers,
  'exportRun' | 'saveDrawing' | 'copyDrawing' | 'openRunFile' | 'importRun'
>;

/** All test pictures: one answer holds them. */
const ALL_PICTURES = 10_000;

export class Exports {
  readonly #options: ExportOptions;

  constructor(options: ExportOptions) {
    this.#options = options;
  }

  readonly handlers: Handlers = {
    exportRun: (request) => this.exportRun(request),
    saveDrawing: ({ name, format, bytes }) => {
      const title = format === 'png' ? m.export_kind_png() : m.export_kind_svg();
      return save({ name, extension: format, title }, this.#options.effects.askWhere, () => bytes);
    },
    copyDrawing: async ({ png }) => {
      await this.#options.effects.copyPicture(png);
      return null;
    },
    openRunFile: async () => {
      const path = await this.#options.effects.pickRunFile();
      return path === null ? null : this.importFile(path);
    },
    importRun: ({ name, bytes }) => this.importRun(basename(name), bytes),
  };

  /** @throws {AppError} `runUnderWay`, `noSuchRun`, `noSuchEpoch`, `unreadableFile`, `notSaved` */
  async exportRun({ id, format }: ExportRequest): Promise<SavedFile> {
    const { store, effects, app } = this.#options;
    const record = await store.read(id);
    if (isUnderWay(record.state)) throw new AppError('runUnderWay');
    const { extension, title, make } = formats[format];
    const name = ['LinearLab', runTitle(record), record.name].filter(Boolean).join(' ');
    const wish = { name, extension, title: title() };
    return save(wish, effects.askWhere, async () => {
      const bundle: RunBundle = {
        record,
        snapshots: await store.snapshots(id),
        predictions:
          format === 'report' || format === 'pdf' ? await this.#predictions(record) : null,
        answers: await this.#options.answersOf(id),
      };
      return make(bundle, { app, printPdf: effects.printPdf });
    });
  }

  /** Takes in a run file. Nothing is changed where it is refused. @throws {AppError} `refusedFile`, `notSaved` */
  async importFile(path: string): Promise<ImportedRun> {
    const name = basename(path);
    const run = await this.importRun(name, await readLimited(path, name));
    this.#options.effects.fileUsed?.(path);
    return run;
  }

  async importRun(name: string, bytes: Uint8Array): Promise<ImportedRun> {
    const { store, now } = this.#options;
    try {
      const { record, snapshots } = decodeRunFile(bytes);
      const known = await store.readIfThere(record.id);
      if (known) return { id: known.id, number: known.number, known: true };
      const adopted: RunRecord = {
        ...interrupted(record, m.main_run_interrupted()),
        number: await store.nextNumber(),
        imported: { at: now().toISOString(), number: record.number },
      };
      await store.adopt(adopted, snapshots);
      return { id: adopted.id, number: adopted.number, known: false };
    } catch (error) {
      if (error instanceof FileRefusal) throw refusedFile(name, error);
      throw error;
    }
  }

  /** What the run's last weights say of the test set; null where there are none, or no data set to ask about. */
  async #predictions({ id, lab }: RunRecord): Promise<PredictionsPage | null> {
    if (lab !== 'softmax') return null;
    try {
      const page = { offset: 0, count: ALL_PICTURES };
      return await this.#options.runs.predictions({ runId: id, wrongOnly: false, ...page });
    } catch (error) {
      this.#options.log.warn(`run ${id}: a report without its predictions: ${String(error)}`);
      return null;
    }
  }
}

/** The bytes of a run file or a report, unless they are too many. @throws {AppError} `refusedFile` */
export async function readLimited(path: string, name: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_RUN_FILE_BYTES) {
      throw new FileRefusal('tooLarge', '', String(size), String(MAX_RUN_FILE_BYTES));
    }
    return await readFile(path);
  } catch (error) {
    const refusal = error instanceof FileRefusal ? error : new FileRefusal('unreadable');
    throw refusedFile(name, refusal);
  }
}
