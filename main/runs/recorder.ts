/**
 * Keeps the record of a run under way: in memory at once, on disk as fast as the disk is. What arrives while a write is under
 * way is written together by the next one, and nothing is announced before it is on disk. A disk that is full or
 * refuses does not stop the run: its record goes on in memory, and each further write tries to catch up.
 */
import type { AppErrorData } from '#contract/errors';
import { toErrorData } from '#contract/errors';
import type { RunRecord } from '#contract/run';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, retried, writeAtomic, writeError } from '../files';
import type { Logger } from '../diagnostics/logger';
import { writeRecord } from './record';
import { Snapshots } from './snapshots';
import { encodeFile, encodeRecord, type Snapshot } from './weights-file';

export const RECORD_FILE = 'run.json';
export const WEIGHTS_FILE = 'weights.bin';

/** Whether the record is on disk; where it isn't, why. */
export type Saved =
  { readonly saved: true } | { readonly saved: false; readonly error: AppErrorData };

export interface Entry {
  /** What becomes of the record. */
  readonly change?: (record: RunRecord) => RunRecord;
  readonly snapshot?: Snapshot;
  /** Called once this entry and all before it are on disk, or cannot be. */
  readonly written?: (saved: Saved, record: RunRecord) => void;
}

export class RunRecorder {
  /** With all that was added, on disk or not yet. */
  record: RunRecord;

  readonly #folder: string;
  readonly #log: Logger;
  /** The record as it was last written; before that, as the run began. */
  #onDisk: RunRecord;
  /** Whether the folder and a record are there. */
  #begun = false;
  readonly #snapshots = new Snapshots();
  #saved: Saved = { saved: true };
  #pending: Entry[] = [];
  #writing: Promise<void> | null = null;
  /** Whether `weights.bin` holds all that was kept until now, whole: only then is one more appended to it. */
  #canAppend = false;

  constructor(folder: string, record: RunRecord, log: Logger) {
    this.#folder = folder;
    this.record = record;
    this.#onDisk = record;
    this.#log = log;
  }

  /** Whether the last write reached the disk. */
  get saved(): Saved {
    return this.#saved;
  }

  weights(epoch?: number): Snapshot | undefined {
    return this.#snapshots.get(epoch);
  }

  snapshots(): readonly Snapshot[] {
    return this.#snapshots.all();
  }

  add(entry: Entry): void {
    if (entry.change) this.record = entry.change(this.record);
    this.#pending.push(entry);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all that was added is on disk, or cannot be. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Whatever else is added in this turn is written with it.
    await Promise.resolve();
    for (let batch = this.#pending.splice(0); batch.length > 0; batch = this.#pending.splice(0)) {
      const record = this.record;
      const snapshots = batch.flatMap(({ snapshot }) => (snapshot ? [snapshot] : []));
      this.#saved = await this.#write(record, snapshots);
      for (const { written } of batch) this.#announce(written, record);
    }
    // In the turn that found nothing pending: what is added from now on starts the next writing.
    this.#writing = null;
  }

  #announce(written: Entry['written'], record: RunRecord): void {
    try {
      written?.(this.#saved, record);
    } catch (error) {
      this.#log.error(`run ${record.id}: an entry could not be announced`, error);
    }
  }

  async #write(record: RunRecord, snapshots: readonly Snapshot[]): Promise<Saved> {
    const thinned = this.#snapshots.add(snapshots);
    try {
      if (!this.#begun) await this.#begin();
      // From then on the weights come first: the record never names an epoch that has none.
      if (thinned || !this.#canAppend) await this.#rewriteWeights();
      else if (snapshots.length > 0) await this.#appendWeights(snapshots);
      await this.#writeRecord(record);
      return { saved: true };
    } catch (error) {
      this.#begun = false;
      this.#canAppend = false;
      // Once is enough: a full disk refuses every epoch.
      if (this.#saved.saved) this.#log.error(`run ${record.id} could not be written`, error);
      return { saved: false, error: toErrorData(error) };
    }
  }

  /** The record comes first of all: weights without one are what a lost record leaves behind. */
  async #begin(): Promise<void> {
    await makeFolder(this.#folder, RECORD_FILE);
    await this.#writeRecord(this.#onDisk);
    this.#begun = true;
  }

  async #writeRecord(record: RunRecord): Promise<void> {
    await writeAtomic(join(this.#folder, RECORD_FILE), writeRecord(record));
    this.#onDisk = record;
  }

  async #rewriteWeights(): Promise<void> {
    const all = this.#snapshots.all();
    const count = all[0]?.weights.length;
    if (count === undefined) return;
    await writeAtomic(join(this.#folder, WEIGHTS_FILE), encodeFile(count, all));
    this.#canAppend = true;
  }

  async #appendWeights(snapshots: readonly Snapshot[]): Promise<void> {
    const records = Buffer.concat(snapshots.map(encodeRecord));
    try {
      const file = await retried(() => open(join(this.#folder, WEIGHTS_FILE), 'a'));
      try {
        await file.writeFile(records);
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw writeError(error, WEIGHTS_FILE);
    }
  }
}
