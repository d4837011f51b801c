/**
 * The sweep under way: one run after the other in the trainer, each recorded as any run is. Paused, it frees the trainer; the cell
 * that was under way begins again when the sweep goes on, in this launch of the app or a later one.
 */
import { AppError, toErrorData, type AppErrorData } from '#contract/errors';
import type { RunRecord } from '#contract/run';
import {
  isEnded,
  SWEEP_SCHEMA,
  type SweepAction,
  type SweepCell,
  type SweepList,
  type SweepRecord,
  type SweepRequest,
} from '#contract/sweep';
import type { Emit } from '../event-bus';
import type { Conductor } from '../runs/conductor';
import type { RunStore } from '../runs/store';
import { endedCell, isSamePlace, placesOf, runRequestOf, waitingCell } from './cells';
import { SweepKeeper } from './keeper';
import { atRest, summarizeSweep } from './record';
import type { SweepStore } from './store';

/** A trainer that dies once may have met a bad moment; twice in a row, something is wrong. */
const MAX_FAILURES_IN_A_ROW = 2;

export interface SweepRunnerOptions {
  readonly runs: Conductor;
  readonly store: RunStore;
  readonly sweeps: SweepStore;
  readonly emit: Emit;
  readonly app: string;
  readonly newSweep: () => { readonly id: string; readonly startedAt: string };
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

interface Current {
  readonly keeper: SweepKeeper;
  wanted: 'run' | 'pause' | 'cancel';
  /** Why it paused by itself. */
  error?: AppErrorData;
  over: Promise<void>;
}

export class SweepRunner {
  readonly #options: SweepRunnerOptions;
  readonly #now: () => number;
  #current: Current | null = null;
  #starting = false;
  /** What the disk did not take, by id. */
  readonly #unsaved = new Map<string, SweepRecord>();

  constructor(options: SweepRunnerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether the trainer belongs to a sweep now. */
  get isRunning(): boolean {
    return this.#current !== null || this.#starting;
  }

  async list(): Promise<SweepList> {
    const { sweeps, unreadable } = await this.#options.sweeps.list();
    const inMemory = [...this.#unsaved.values()];
    if (this.#current) inMemory.push(this.#current.keeper.record);
    const ahead = new Set(inMemory.map(({ id }) => id));
    const resting = sweeps
      .filter(({ id }) => !ahead.has(id))
      .map((sweep) => (sweep.state === 'running' ? { ...sweep, state: 'paused' as const } : sweep));
    return {
      sweeps: [...inMemory.map(summarizeSweep), ...resting].toSorted((a, b) =>
        a.id < b.id ? 1 : -1,
      ),
      unreadable,
    };
  }

  /** @throws {AppError} `noSuchSweep`, `unreadableFile` */
  async read(id: string): Promise<SweepRecord> {
    const { record } = this.#current?.keeper ?? {};
    if (record?.id === id) return record;
    return this.#unsaved.get(id) ?? atRest(await this.#options.sweeps.read(id));
  }

  /**
   * @throws {AppError} `runUnderWay`, `sweepUnderWay`, `trainerUnavailable`, `implementationUnavailable`, `dataMissing`
   */
  async start(request: SweepRequest): Promise<SweepRecord> {
    return this.#begin(async () => {
      const places = placesOf(request);
      const [first] = places;
      if (!first) throw new AppError('internal');
      const { engine, dataset } = await this.#options.runs.groundsOf(runRequestOf(request, first));
      return {
        schema: SWEEP_SCHEMA,
        ...this.#options.newSweep(),
        source: 'here',
        request,
        engine: { name: engine.kind, version: engine.version },
        dataset: dataset.sha256,
        app: this.#options.app,
        state: 'running',
        cells: places.map(waitingCell),
      };
    });
  }

  /** @throws {AppError} `noSuchSweep` where it is in no state for this, and as `start` */
  async control(id: string, action: SweepAction): Promise<SweepRecord> {
    const current = this.#current;
    if (current?.keeper.record.id === id) {
      if (action === 'resume') return current.keeper.record;
      return this.#interrupt(current, action);
    }
    const record = await this.read(id);
    if (record.state !== 'paused' || action === 'pause') throw new AppError('noSuchSweep', { id });
    if (action === 'resume') return this.#begin(() => this.#resumed(record));
    const cancelled: SweepRecord = { ...record, state: 'cancelled' };
    await this.#options.sweeps.write(cancelled);
    this.#unsaved.delete(id);
    return cancelled;
  }

  /** Pauses the sweep under way, where there is one, and resolves when that is on disk, or cannot be. */
  async suspend(): Promise<void> {
    if (this.#current) await this.#interrupt(this.#current, 'pause');
  }

  /** Keeps a sweep that was computed elsewhere. @throws {AppError} `diskFull`, `notWritable` */
  async adopt(record: SweepRecord): Promise<void> {
    await this.#options.sweeps.write(record);
  }

  /** Deletes a sweep and its runs. @throws {AppError} `sweepUnderWay`, `noSuchSweep`, `notWritable` */
  async remove(id: string): Promise<void> {
    if (this.#current?.keeper.record.id === id) throw new AppError('sweepUnderWay');
    const { store, sweeps } = this.#options;
    if (!this.#unsaved.delete(id)) await sweeps.remove(id);
    for (const runId of await this.#runsOf(id)) await store.remove(runId);
  }

  /** Takes back a `remove` of this session. @throws {AppError} `noSuchSweep`, `notWritable` */
  async restore(id: string): Promise<void> {
    const { store, sweeps } = this.#options;
    await sweeps.restore(id);
    for (const { runId } of (await sweeps.read(id)).cells) {
      // Deleted by itself before its sweep was: then it stays so.
      if (runId !== undefined) await store.restore(runId).catch(() => undefined);
    }
  }

  async #begin(makeRecord: () => Promise<SweepRecord>): Promise<SweepRecord> {
    const { runs, sweeps, emit } = this.#options;
    if (this.isRunning) throw new AppError('sweepUnderWay');
    if (runs.current !== null) throw new AppError('runUnderWay');
    this.#starting = true;
    try {
      const record = await makeRecord();
      const keeper = new SweepKeeper(record, {
        write: (changed) => sweeps.write(changed),
        written: (changed, error) => {
          if (error && this.#current) this.#pauseFor(this.#current, error);
          const why = error ?? this.#current?.error;
          emit('sweep', { record: changed, ...(why && { error: why }) });
        },
      });
      this.#unsaved.delete(record.id);
      const current: Current = { keeper, wanted: 'run', over: Promise.resolve() };
      this.#current = current;
      runs.reserveFor(record.id);
      keeper.change(record);
      current.over = this.#train(current);
      return record;
    } finally {
      this.#starting = false;
    }
  }

  /** A paused sweep as it goes on: runs that were finished when the app went down are taken, begun ones are dropped. */
  async #resumed(record: SweepRecord): Promise<SweepRecord> {
    const { store } = this.#options;
    const cells = [...record.cells];
    const known = new Set(cells.map(({ runId }) => runId));
    for (const id of await this.#runsOf(record.id)) {
      if (known.has(id)) continue;
      const run = await store.read(id);
      const index = cells.findIndex(
        (cell) => cell.state === 'waiting' && isSamePlace(cell, run.config),
      );
      const [cell, ended] = [cells[index], run.state === 'done' || run.state === 'diverged'];
      const taken = cell && ended ? endedCell(cell, run) : null;
      if (taken) cells[index] = taken;
      else await store.remove(id);
    }
    return { ...record, state: 'running', cells };
  }

  async #runsOf(id: string): Promise<readonly string[]> {
    const { runs } = await this.#options.store.list();
    return runs.filter(({ sweep }) => sweep === id).map((run) => run.id);
  }

  async #interrupt(current: Current, wanted: 'pause' | 'cancel'): Promise<SweepRecord> {
    current.wanted = wanted;
    await this.#options.runs.stop();
    await current.over;
    return current.keeper.record;
  }

  #pauseFor(current: Current, error: AppErrorData): void {
    if (current.wanted !== 'run') return;
    current.error = error;
    current.wanted = 'pause';
    void this.#options.runs.stop();
  }

  /** Trains cell after cell, to the last one or until something else is wanted. Never throws. */
  async #train(current: Current): Promise<void> {
    const { keeper } = current;
    try {
      for (let failures = 0; current.wanted === 'run';) {
        const index = keeper.record.cells.findIndex(({ state }) => state === 'waiting');
        if (index === -1) break;
        const cell = await this.#trainCell(current, index);
        failures = cell.state === 'failed' ? failures + 1 : 0;
        if (failures === MAX_FAILURES_IN_A_ROW) {
          this.#pauseFor(current, { code: 'trainerDied', params: {} });
        }
      }
    } catch (error) {
      this.#pauseFor(current, toErrorData(error));
    }
    const rest = current.wanted === 'cancel' ? 'cancelled' : 'paused';
    const state = keeper.record.cells.every(isEnded) ? 'done' : rest;
    keeper.change({ ...keeper.record, state });
    this.#options.runs.reserveFor(null);
    await keeper.settled();
    if (keeper.error) this.#unsaved.set(keeper.record.id, keeper.record);
    this.#current = null;
  }

  async #trainCell(current: Current, index: number): Promise<SweepCell> {
    const { runs, store } = this.#options;
    const { keeper } = current;
    const place = keeper.record.cells[index];
    if (!place) throw new AppError('internal');
    const begin = this.#now();
    const mark = { sweep: keeper.record.id };
    const { id } = await runs.start(runRequestOf(keeper.record.request, place), false, mark);
    const running: SweepCell = { ...waitingCell(place), state: 'running', runId: id };
    keeper.change(withCell(keeper.record, index, running));
    if (current.wanted !== 'run') await runs.stop();
    await runs.over();
    const run = await store.read(id);
    const cell = this.#isOwnEnd(current, run) ? endedCell(running, run, this.#now() - begin) : null;
    if (!cell) {
      // Half a run is no cell; and whoever stopped it wants the trainer.
      if (current.wanted === 'run') current.wanted = 'pause';
      await store.remove(id);
    }
    const result = cell ?? waitingCell(place);
    keeper.change(withCell(keeper.record, index, result));
    return result;
  }

  /** A trainer that is ended while the sweep is being paused fails its run, which says nothing about the cell. */
  #isOwnEnd({ wanted }: Current, { state }: RunRecord): boolean {
    return wanted === 'run' || state !== 'failed';
  }
}

function withCell(record: SweepRecord, index: number, cell: SweepCell): SweepRecord {
  return { ...record, cells: record.cells.with(index, cell) };
}
