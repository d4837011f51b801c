/** The sweeps on disk, `sweeps/<id>/sweep.json`. What cannot be read is named and left as it is. */
import { AppError } from '#contract/errors';
import type { SweepList, SweepRecord } from '#contract/sweep';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, makeFolder, removeLeftovers, writeAtomic } from '../files';
import type { Logger } from '../diagnostics/logger';
import { idsIn, moveById } from '../runs/folder';
import { isRunId } from '../runs/id';
import { readSweep, summarizeSweep, writeSweep, type ReadSweep } from './record';

export const SWEEP_FILE = 'sweep.json';

export interface SweepStoreOptions {
  readonly sweeps: string;
  /** Of sweeps alone: an id does not tell them from runs. */
  readonly trash: string;
  readonly log: Logger;
}

type Found = ReadSweep | { readonly ok: false; readonly reason: 'absent' };

export class SweepStore {
  readonly #options: SweepStoreOptions;

  constructor(options: SweepStoreOptions) {
    this.#options = options;
  }

  async list(): Promise<SweepList> {
    const ids = (await idsIn(this.#options.sweeps)).toSorted().toReversed();
    const found = await Promise.all(ids.map(async (id) => ({ id, ...(await this.#find(id)) })));
    return {
      sweeps: found.flatMap((sweep) => (sweep.ok ? [summarizeSweep(sweep.record)] : [])),
      unreadable: found.flatMap((sweep) =>
        sweep.ok || sweep.reason === 'absent' ? [] : [{ id: sweep.id, reason: sweep.reason }],
      ),
    };
  }

  /** @throws {AppError} `noSuchSweep`, `unreadableFile` */
  async read(id: string): Promise<SweepRecord> {
    const found = await this.#find(id);
    if (found.ok) return found.record;
    throw found.reason === 'absent'
      ? new AppError('noSuchSweep', { id })
      : new AppError('unreadableFile', { file: SWEEP_FILE });
  }

  /** @throws {AppError} `diskFull`, `notWritable` */
  async write(record: SweepRecord): Promise<void> {
    const folder = this.#folder(record.id);
    await makeFolder(folder, SWEEP_FILE);
    await writeAtomic(join(folder, SWEEP_FILE), writeSweep(record));
  }

  /** @throws {AppError} `noSuchSweep`, `notWritable` */
  async remove(id: string): Promise<void> {
    await this.#move(id, this.#options.sweeps, this.#options.trash);
  }

  /** Takes back a `remove` of this session. @throws {AppError} `noSuchSweep`, `notWritable` */
  async restore(id: string): Promise<void> {
    await this.#move(id, this.#options.trash, this.#options.sweeps);
  }

  /** Removes what writes that a crash before `start` cut short have left behind. */
  async removeLeftovers(start: Date): Promise<void> {
    for (const id of await idsIn(this.#options.sweeps)) {
      try {
        await removeLeftovers(this.#folder(id), start);
      } catch (error) {
        this.#options.log.warn(`sweep ${id}: leftovers could not be removed: ${errorCode(error)}`);
      }
    }
  }

  #folder(id: string): string {
    if (!isRunId(id)) throw new AppError('noSuchSweep', { id });
    return join(this.#options.sweeps, id);
  }

  async #find(id: string): Promise<Found> {
    try {
      return readSweep(await readFile(join(this.#folder(id), SWEEP_FILE), 'utf8'), id);
    } catch (error) {
      if (error instanceof AppError) throw error;
      return { ok: false, reason: errorCode(error) === 'ENOENT' ? 'absent' : 'damaged' };
    }
  }

  async #move(id: string, from: string, to: string): Promise<void> {
    if (!(await moveById(id, from, to))) throw new AppError('noSuchSweep', { id });
  }
}
