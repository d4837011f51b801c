/**
 * The run history: `runs/<id>/run.json` and `weights.bin`. What cannot be read is named and left as it is; what is deleted waits
 * in the trash until the app is closed.
 */
import type { RunList } from '#contract/calls';
import { AppError } from '#contract/errors';
import { isUnderWay, type RunRecord, type RunSummary } from '#contract/run';
import type { RunLabels } from '#contract/run-labels';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, isThere, notSaved, removeLeftovers, retried, writeAtomic } from '../files';
import type { Logger } from '../diagnostics/logger';
import { bytesIn, idsIn, moveById, readRun, type Found } from './folder';
import { isRunId } from './id';
import { labelled, relabelled, summarize, type Unreadable } from './record';
import { RECORD_FILE, RunRecorder, WEIGHTS_FILE } from './recorder';
import { decodeFile, type Snapshot } from './weights-file';

export interface RunStoreOptions {
  readonly runs: string;
  readonly trash: string;
  readonly log: Logger;
  /** What to say of a run that was under way when the app went down. */
  readonly interruption: () => string;
}

type Listed =
  | { readonly ok: true; readonly summary: RunSummary }
  | { readonly ok: false; readonly reason: Unreadable | 'absent' };

export class RunStore {
  readonly #options: RunStoreOptions;
  /** The runs of this session, by id: in memory they are ahead of the disk. */
  readonly #recorders = new Map<string, RunRecorder>();
  /** What the list said of the runs on disk, and of which version of their records. */
  readonly #known = new Map<string, { readonly version: string; readonly listed: Listed }>();
  #lastNumber: Promise<number> | null = null;
  /** The last change of each record on disk: the next one of the same waits for it. */
  readonly #changes = new Map<string, Promise<void>>();

  constructor(options: RunStoreOptions) {
    this.#options = options;
  }

  /** The number of the next run: one more than any that is there. */
  async nextNumber(): Promise<number> {
    this.#lastNumber ??= this.#highestNumber();
    const number = this.#lastNumber.then((last) => last + 1);
    this.#lastNumber = number;
    return number;
  }

  /** Starts keeping a run. Its first write happens in the background, as all others. */
  create(record: RunRecord): RunRecorder {
    const recorder = new RunRecorder(this.#folder(record.id), record, this.#options.log);
    this.#recorders.set(record.id, recorder);
    return recorder;
  }

  /** Stops keeping it in memory, where it is on disk. */
  async close(id: string): Promise<void> {
    const recorder = this.#recorders.get(id);
    await recorder?.settled();
    if (recorder?.saved.saved) this.#recorders.delete(id);
  }

  async list(): Promise<RunList> {
    const ids = new Set([...(await idsIn(this.#options.runs)), ...this.#recorders.keys()]);
    // The id starts with the second of the start; within it, the number counts.
    const byTime = [...ids].toSorted().toReversed();
    const listed = await Promise.all(
      byTime.map(async (id) => ({ id, ...(await this.#listed(id)) })),
    );
    const sizes = await Promise.all(byTime.map((id) => bytesIn(this.#folder(id))));
    const second = ({ id }: RunSummary) => id.slice(0, id.indexOf('-'));
    return {
      runs: listed
        .flatMap((run) => (run.ok ? [run.summary] : []))
        .toSorted((a, b) => second(b).localeCompare(second(a)) || b.number - a.number),
      unreadable: listed.flatMap((run) =>
        run.ok || run.reason === 'absent' ? [] : [{ id: run.id, reason: run.reason }],
      ),
      bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    };
  }

  /** @throws {AppError} `noSuchRun`, `unreadableFile` */
  async read(id: string): Promise<RunRecord> {
    const found = await this.#find(id);
    if (found.ok) return found.record;
    if (found.reason === 'absent') throw new AppError('noSuchRun', { id });
    throw new AppError('unreadableFile', { file: RECORD_FILE });
  }

  /**
   * The weights after `epoch`, or the last that were kept.
   * @throws {AppError} `noSuchRun`, `noSuchEpoch`, `unreadableFile`
   */
  async weights(id: string, epoch?: number): Promise<Snapshot> {
    const recorder = this.#recorders.get(id);
    const snapshot = recorder
      ? recorder.weights(epoch)
      : pick(await this.#readSnapshots(id), epoch);
    if (snapshot === undefined) throw new AppError('noSuchEpoch', { epoch: String(epoch ?? 0) });
    return snapshot;
  }

  /** All weights that were kept, by epoch. @throws {AppError} `noSuchRun`, `unreadableFile` */
  async snapshots(id: string): Promise<readonly Snapshot[]> {
    return this.#recorders.get(id)?.snapshots() ?? (await this.#readSnapshots(id));
  }

  /**
   * Writes on a run what a person wants to remember of it.
   * @throws {AppError} `noSuchRun`, `unreadableFile`, `diskFull`, `notWritable`
   */
  async label(id: string, labels: RunLabels): Promise<void> {
    const recorder = this.#recorders.get(id);
    if (recorder) {
      recorder.add({ change: (record) => labelled(record, labels) });
      await recorder.settled();
      if (!recorder.saved.saved) throw new AppError(recorder.saved.error.code);
      return;
    }
    const before = this.#changes.get(id) ?? Promise.resolve();
    const change = before.catch(() => undefined).then(() => this.#relabel(id, labels));
    this.#changes.set(id, change);
    try {
      await change;
    } finally {
      if (this.#changes.get(id) === change) this.#changes.delete(id);
    }
  }

  async #relabel(id: string, labels: RunLabels): Promise<void> {
    const file = join(this.#folder(id), RECORD_FILE);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      throw errorCode(error) === 'ENOENT'
        ? new AppError('noSuchRun', { id })
        : unreadable(RECORD_FILE, error);
    }
    await writeAtomic(file, relabelled(text, id, labels));
  }

  /** The run, or undefined where there is none of this id. @throws {AppError} `unreadableFile` */
  async readIfThere(id: string): Promise<RunRecord | undefined> {
    const found = await this.#find(id);
    return !found.ok && found.reason === 'absent' ? undefined : this.read(id);
  }

  /** Keeps a run that was trained elsewhere. Leaves nothing behind where that fails. @throws {AppError} `notSaved` */
  async adopt(record: RunRecord, snapshots: readonly Snapshot[]): Promise<void> {
    const recorder = this.create(record);
    for (const snapshot of snapshots) recorder.add({ snapshot });
    if (snapshots.length === 0) recorder.add({});
    await recorder.settled();
    this.#recorders.delete(record.id);
    const { saved } = recorder;
    if (saved.saved) return;
    await rm(this.#folder(record.id), { recursive: true, force: true }).catch(() => undefined);
    throw notSaved(saved.error, RECORD_FILE);
  }

  /** @throws {AppError} `noSuchRun`, `runUnderWay`, `notWritable` */
  async remove(id: string): Promise<void> {
    const recorder = this.#recorders.get(id);
    if (recorder && isUnderWay(recorder.record.state)) throw new AppError('runUnderWay');
    await recorder?.settled();
    // What could never be written is in memory only.
    const onDisk = recorder ? await isThere(this.#folder(id)) : true;
    if (onDisk) await this.#move(id, this.#options.runs, this.#options.trash);
    this.#recorders.delete(id);
  }

  /** Takes back a `remove` of this session. @throws {AppError} `noSuchRun`, `notWritable` */
  async restore(id: string): Promise<void> {
    await this.#move(id, this.#options.trash, this.#options.runs);
  }

  /** Deletes what was removed for good. */
  async emptyTrash(): Promise<void> {
    try {
      await retried(() => rm(this.#options.trash, { recursive: true, force: true }));
    } catch (error) {
      this.#options.log.error('the trash could not be emptied', error);
    }
  }

  /** Removes what writes that a crash before `start` cut short have left behind. */
  async removeLeftovers(start: Date): Promise<void> {
    for (const id of await idsIn(this.#options.runs)) {
      try {
        await removeLeftovers(this.#folder(id), start);
      } catch (error) {
        this.#options.log.warn(`run ${id}: leftovers could not be removed: ${errorCode(error)}`);
      }
    }
  }

  #folder(id: string): string {
    if (!isRunId(id)) throw new AppError('noSuchRun', { id });
    return join(this.#options.runs, id);
  }

  /** A run's row of the list. A thousand epochs are read for it once, not each time. */
  async #listed(id: string): Promise<Listed> {
    const recorder = this.#recorders.get(id);
    if (recorder) return { ok: true, summary: summarize(recorder.record) };
    const version = await this.#versionOf(id);
    const known = this.#known.get(id);
    if (version !== '' && known?.version === version) return known.listed;
    const found = await this.#find(id);
    const listed: Listed = found.ok ? { ok: true, summary: summarize(found.record) } : found;
    this.#known.set(id, { version, listed });
    return listed;
  }

  /** What tells one content of a record's file from another, and the words that are read into it. */
  async #versionOf(id: string): Promise<string> {
    try {
      const { mtimeMs, size, ino } = await stat(join(this.#folder(id), RECORD_FILE));
      return [mtimeMs, size, ino, this.#options.interruption()].join();
    } catch {
      return '';
    }
  }

  async #find(id: string): Promise<Found> {
    const recorder = this.#recorders.get(id);
    if (recorder) return { ok: true, record: recorder.record };
    return readRun(this.#folder(id), id, this.#options.interruption());
  }

  async #readSnapshots(id: string): Promise<readonly Snapshot[]> {
    try {
      const decoded = decodeFile(await readFile(join(this.#folder(id), WEIGHTS_FILE)));
      if (decoded.ok) return decoded.snapshots;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw unreadable(WEIGHTS_FILE, error);
      await this.read(id);
      return [];
    }
    throw unreadable(WEIGHTS_FILE);
  }

  async #move(id: string, from: string, to: string): Promise<void> {
    if (!(await moveById(id, from, to))) throw new AppError('noSuchRun', { id });
  }

  async #highestNumber(): Promise<number> {
    const { runs } = await this.list();
    const removed = await idsIn(this.#options.trash);
    const inTrash = await Promise.all(
      removed.map((id) => readRun(join(this.#options.trash, id), id, '')),
    );
    const numbers = [...runs, ...inTrash.flatMap((run) => (run.ok ? [run.record] : []))];
    return Math.max(0, ...numbers.map(({ number }) => number));
  }
}

function pick(snapshots: readonly Snapshot[], epoch: number | undefined): Snapshot | undefined {
  return snapshots.findLast((snapshot) => epoch === undefined || snapshot.epoch === epoch);
}

function unreadable(file: string, cause?: unknown): AppError {
  return new AppError('unreadableFile', { file }, { cause });
}
