/** The run under way: started in the trainer, recorded on disk, told to the window in that order. */
import type { AppState, RewindTarget, RunAction } from '#contract/calls';
import type { DatasetStatus, PredictionsPage, PredictionsRequest } from '#contract/dataset';
import type { EngineInfo } from '#contract/engine';
import { AppError, type AppErrorData } from '#contract/errors';
import type { RunProgress } from '#contract/events';
import { isUnderWay, RUN_SCHEMA, type RunRecord, type RunRequest } from '#contract/run';
import type { RunEnd } from '#contract/trainer';
import type { Emit } from '../event-bus';
import { latestWins } from '../latest-wins';
import type { TrainerEvent, TrainerHost } from '../trainer/trainer-host';
import {
  continuation,
  divergedRun,
  requestWith,
  rewound,
  type Beginning,
  type Continuation,
  type Diverged,
} from './beginning';
import { ended } from './record';
import type { Entry, RunRecorder, Saved } from './recorder';
import type { RunStore } from './store';

const PROGRESS_INTERVAL_MS = 50;

export interface ConductorOptions {
  readonly host: TrainerHost;
  readonly store: RunStore;
  /** The engine, once the trainer is ready. @throws {AppError} `trainerUnavailable` where it gave up. */
  readonly engine: () => Promise<EngineInfo>;
  /** The data set, once it is known whether there is one. */
  readonly dataset: () => Promise<DatasetStatus>;
  readonly emit: Emit;
  readonly app: string;
  readonly newRun: () => { readonly id: string; readonly startedAt: string };
  /** An error in words, for the record. */
  readonly describe: (error: AppErrorData) => string;
}

interface Current {
  readonly recorder: RunRecorder;
  progress: RunProgress | null;
  /** The rate in force. */
  learningRate: number;
  /** The last thing the window was told about the disk. */
  saved: boolean;
}

/** What a run belongs to. */
export type RunMark = Pick<RunRecord, 'sweep'>;

export class Conductor {
  readonly #options: ConductorOptions;
  readonly #progress;
  #current: Current | null = null;
  #starting = false;
  /** The sweep whose runs alone are started now. */
  #reservedFor: string | null = null;
  /** The run that diverged last. Its weights in mid-epoch are kept nowhere else. */
  #diverged: Diverged | null = null;
  #whenOver: (() => void)[] = [];

  constructor(options: ConductorOptions) {
    this.#options = options;
    this.#progress = latestWins(PROGRESS_INTERVAL_MS, (progress: RunProgress) => {
      options.emit('runProgress', progress);
    });
    options.host.on((event) => {
      this.#hear(event);
    });
  }

  /** The run under way, or null. */
  get current(): AppState['run'] {
    if (this.#current === null) return null;
    return { record: this.#current.recorder.record, progress: this.#current.progress };
  }

  /**
   * Starts a run, once the trainer and the data set are there.
   * @throws {AppError} `sweepUnderWay`, `runUnderWay`, `trainerUnavailable`, `dataMissing`, `implementationUnavailable`
   */
  async start(
    request: RunRequest,
    paused: boolean,
    mark?: RunMark,
  ): Promise<{ id: string; number: number }> {
    const { id, number } = await this.begin(request, paused, undefined, mark);
    return { id, number };
  }

  /**
   * Goes back to the last finite step of the run that diverged last, or to the start of that step's epoch: a new run
   * begins there, paused, with all that was trained until then.
   * @throws {AppError} `noSuchRun` where that was another run, and as `start`
   */
  async rewind(id: string, to: RewindTarget): Promise<RunRecord> {
    const diverged = this.#diverged;
    if (diverged?.record.id !== id) throw new AppError('noSuchRun', { id });
    const { record, learningRate } = diverged;
    const kept = await this.#options.store.snapshots(id);
    return this.begin(requestWith(record, { learningRate }), true, rewound(diverged, kept, to));
  }

  /**
   * Trains a run that is over further.
   * @throws {AppError} `noSuchRun`, `noSuchEpoch`, `unreadableFile`, `invalidInput`, and as `start`
   */
  async continue(id: string, asked: Continuation): Promise<RunRecord> {
    const { store } = this.#options;
    const record = await store.read(id);
    if (isUnderWay(record.state)) throw new AppError('runUnderWay');
    const { request, beginning } = continuation(record, await store.snapshots(id), asked);
    return this.begin(request, false, beginning);
  }

  /**
   * What a run of this request would be computed with, and on.
   * @throws {AppError} `trainerUnavailable`, `implementationUnavailable`, `dataMissing`
   */
  async groundsOf(request: RunRequest): Promise<Pick<RunRecord, 'engine' | 'dataset'>> {
    const [engine, dataset] = await Promise.all([this.#engineFor(request), this.#dataFor(request)]);
    return { engine, dataset };
  }

  /** Keeps the trainer for the runs of a sweep, until it is called with null. */
  reserveFor(sweep: string | null): void {
    this.#reservedFor = sweep;
  }

  /** Starts a run, at its beginning or from where another one was. @throws {AppError} as `start` */
  async begin(
    request: RunRequest,
    paused: boolean,
    beginning?: Beginning,
    mark: RunMark = {},
  ): Promise<RunRecord> {
    if (this.#reservedFor !== null && this.#reservedFor !== mark.sweep) {
      throw new AppError('sweepUnderWay');
    }
    if (this.#current !== null || this.#starting) throw new AppError('runUnderWay');
    this.#starting = true;
    try {
      const { host, store } = this.#options;
      const record = {
        ...(await this.#newRecord(request, paused)),
        ...beginning?.entries,
        ...mark,
      };
      host.startRun(record.id, request, paused, beginning?.start);
      const recorder = store.create(record);
      const { learningRate } = request.config;
      this.#current = { recorder, progress: null, learningRate, saved: true };
      this.#add({});
      for (const snapshot of beginning?.snapshots ?? []) this.#add({ snapshot });
      return record;
    } finally {
      this.#starting = false;
    }
  }

  control(id: string, action: RunAction): void {
    this.#options.host.control(id, action);
  }

  setLearningRate(id: string, learningRate: number): void {
    this.#options.host.setLearningRate(id, learningRate);
    if (this.#current) this.#current.learningRate = learningRate;
  }

  /** @throws {AppError} `noSuchRun`, `noSuchEpoch`, `unreadableFile`, and what the trainer throws */
  async predictions(request: PredictionsRequest): Promise<PredictionsPage> {
    const { runId, epoch, ...filter } = request;
    const { host, store } = this.#options;
    const record = await store.read(runId);
    // Fashion-MNIST's pictures are softmax regression's: the other lab's weights predict none.
    if (record.lab !== 'softmax') throw new AppError('noSuchEpoch', { epoch: String(epoch ?? 0) });
    const snapshot = await store.weights(runId, epoch);
    return host.predictions({
      ...filter,
      key: `${runId}/${snapshot.epoch}`,
      weights: snapshot.weights,
      pixelScale: record.config.pixelScale,
    });
  }

  /** Stops the run under way, where there is one, and resolves when it is on disk, or cannot be. */
  async stop(): Promise<void> {
    if (this.#current === null) return;
    const over = this.over();
    const { id } = this.#current.recorder.record;
    try {
      this.#options.host.control(id, 'stop');
    } catch {
      // Its end is on its way already.
    }
    await over;
  }

  /** Resolves when no run is under way. */
  over(): Promise<void> {
    if (this.#current === null) return Promise.resolve();
    return new Promise((resolve) => this.#whenOver.push(resolve));
  }

  async #newRecord(request: RunRequest, paused: boolean): Promise<RunRecord> {
    const { store, app, newRun } = this.#options;
    const grounds = await this.groundsOf(request);
    const { id, startedAt } = newRun();
    return {
      schema: RUN_SCHEMA,
      id,
      number: await store.nextNumber(),
      ...request,
      ...grounds,
      app,
      startedAt,
      state: paused ? 'paused' : 'running',
      epochs: [],
    };
  }

  async #engineFor({ lab, implementation }: RunRequest): Promise<RunRecord['engine']> {
    const { kind, version, threads, graph } = await this.#options.engine();
    if (lab === 'softmax' && implementation === 'graph' && !graph.available) {
      throw new AppError('implementationUnavailable', { detail: graph.detail });
    }
    return { kind, version, threads };
  }

  /** What the run trains on; linear regression's examples come from its own seed. */
  async #dataFor({ lab }: RunRequest): Promise<RunRecord['dataset']> {
    if (lab === 'linear') return { name: 'synthetic', sha256: '' };
    const dataset = await this.#options.dataset();
    if (dataset.state !== 'ready') throw new AppError('dataMissing');
    return { name: dataset.name, sha256: dataset.sha256 };
  }

  #hear(event: TrainerEvent): void {
    switch (event.type) {
      case 'status':
      case 'taskProgress':
        return;
      case 'progress':
        if (this.#current?.recorder.record.id !== event.progress.runId) return;
        this.#current.progress = event.progress;
        this.#progress.push(event.progress);
        return;
      default:
        if (this.#current?.recorder.record.id === event.runId) this.#record(event);
    }
  }

  #record(event: Extract<TrainerEvent, { type: 'weights' | 'epoch' | 'state' | 'end' }>): void {
    const { runId } = event;
    const { emit } = this.#options;
    switch (event.type) {
      case 'weights':
        this.#add({ snapshot: { epoch: event.epoch, weights: event.weights } });
        return;
      case 'epoch': {
        const { epoch, weights } = event;
        this.#add({
          change: (record) => ({ ...record, epochs: [...record.epochs, epoch] }),
          snapshot: { epoch: epoch.epoch, weights },
          written: () => {
            emit('runEpoch', { runId, epoch });
          },
        });
        return;
      }
      case 'state': {
        const { state } = event;
        this.#add({
          change: (record) => ({ ...record, state }),
          written: (saved) => {
            emit('runState', { runId, state, ...saved });
          },
        });
        return;
      }
      case 'end':
        this.#end(event.end);
    }
  }

  #end(end: RunEnd): void {
    const { emit, describe } = this.#options;
    if (end.state === 'diverged' && this.#current) {
      const { recorder, learningRate } = this.#current;
      this.#diverged = divergedRun(recorder.record, learningRate, end);
    }
    const failure = end.state === 'failed' ? end.error : undefined;
    this.#add({
      change: (record) => ended(record, end, failure && describe(failure)),
      written: (saved, record) => {
        this.#finish(record.id);
        emit('runState', {
          runId: record.id,
          state: record.state,
          record,
          ...(end.state === 'diverged' && { divergence: end.divergence }),
          ...saved,
          // Why the run failed says more than that it could not be saved either.
          ...(failure && { error: failure }),
        });
      },
    });
  }

  #finish(id: string): void {
    this.#progress.flush();
    this.#current = null;
    void this.#options.store.close(id);
    for (const resolve of this.#whenOver.splice(0)) resolve();
  }

  /** Records an entry, and tells the window when the disk began to refuse, or took the record again. */
  #add(entry: Entry): void {
    const current = this.#current;
    current?.recorder.add({
      ...entry,
      written: (saved, record) => {
        this.#tellSaved(current, saved, record);
        entry.written?.(saved, record);
      },
    });
  }

  #tellSaved(current: Current, saved: Saved, { id, state }: RunRecord): void {
    if (saved.saved === current.saved) return;
    current.saved = saved.saved;
    if (isUnderWay(state)) this.#options.emit('runState', { runId: id, state, ...saved });
  }
}
