import type { RunAction } from '#contract/calls';
import type { PredictionsPage } from '#contract/dataset';
import type { EngineKind, TrainerStatus } from '#contract/engine';
import { AppError } from '#contract/errors';
import type { Pace } from '#contract/pace';
import type { RunRequest } from '#contract/run';
import type { AnyTaskRequest, TaskOutput } from '#contract/tasks';
import type {
  DatasetFiles,
  FromTrainer,
  ManifestSource,
  PredictionsQuery,
  RunStart,
  ToTrainer,
} from '#contract/trainer';
import { HandedDataset, type DatasetSize } from './handed-dataset';
import { defaultLimits, type HostLimits } from './host-limits';
import { OpenCalls, type Opened } from './open-calls';
import { systemTimers, type Timers, type TrainerProcess } from './process';
import { ProcessLife, type PassedOn } from './process-life';
import type { TrainerEvent, TrainerHost } from './trainer-host';

export interface TrainerHostOptions {
  /** Starts the process. It may throw: that counts as a crash. */
  readonly fork: () => TrainerProcess;
  readonly timers?: Timers;
  /** Gets a line for each thing worth knowing afterwards, and what the trainer writes to its standard error. */
  readonly log?: (line: string) => void;
  readonly limits?: Partial<HostLimits>;
}

export function createTrainerHost(options: TrainerHostOptions): TrainerHost {
  return new Host(options);
}

/**
 * Brings together the life of the process (process-life.ts), the data set that it is handed, the calls that it has not answered,
 * and the one run: what each is told when, and in which order.
 */
class Host implements TrainerHost {
  readonly #life: ProcessLife;
  readonly #dataset: HandedDataset;
  readonly #calls = new OpenCalls();
  readonly #listeners = new Set<(event: TrainerEvent) => void>();
  #pace: Pace = 'full';
  /** Waiting for `ready`. */
  #outbox: ToTrainer[] = [];
  #run: { readonly id: string; sent: boolean } | null = null;

  constructor({ fork, timers = systemTimers, log = () => undefined, limits }: TrainerHostOptions) {
    this.#life = new ProcessLife(
      { fork, timers, log, limits: { ...defaultLimits, ...limits } },
      {
        launched: () => {
          this.#dataset.handAnew();
        },
        ready: () => {
          if (this.#pace !== 'full') this.#send({ type: 'pace', pace: this.#pace });
          for (const waiting of this.#outbox.splice(0)) this.#send(waiting);
        },
        message: (message) => {
          this.#receive(message);
        },
        gone: () => {
          // What still waits for `ready` goes on waiting.
          if (this.#run?.sent) this.#endRun(new AppError('trainerDied'));
          this.#calls.rejectSent(new AppError('trainerDied'));
        },
        gaveUp: () => {
          this.#abandonAll();
        },
        isIdle: () => this.#run === null && this.#calls.areNone && !this.#dataset.isUnderWay,
        status: (status) => {
          this.#emit({ type: 'status', status });
        },
      },
    );
    this.#dataset = new HandedDataset((message) => this.#life.post(message));
  }

  get status(): TrainerStatus {
    return this.#life.status;
  }

  get pace(): Pace {
    return this.#pace;
  }

  start(): void {
    this.#life.start();
  }

  setDataset(files: DatasetFiles, own?: ManifestSource): Promise<DatasetSize> {
    this.#dataset.set(files, own);
    if (this.#life.isOver) return Promise.reject(unavailable());
    // Before it is ready, too: it unpacks the pictures while its engine loads.
    if (!this.#life.isEnding) this.#dataset.hand();
    return this.#dataset.wait();
  }

  startRun(runId: string, request: RunRequest, paused: boolean, from?: RunStart): void {
    if (this.#run !== null) throw new AppError('runUnderWay');
    if (this.#life.isOver) throw unavailable();
    this.#run = { id: runId, sent: false };
    this.#send({ type: 'run', runId, request, paused, ...(from && { from }) });
  }

  control(runId: string, action: RunAction): void {
    this.#requireRun(runId);
    this.#send({ type: 'control', runId, action });
  }

  setLearningRate(runId: string, learningRate: number): void {
    this.#requireRun(runId);
    this.#send({ type: 'learningRate', runId, learningRate });
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    // One that is not ready is told of it when it is.
    if (this.status.state === 'ready') this.#send({ type: 'pace', pace });
  }

  predictions(query: PredictionsQuery): Promise<PredictionsPage> {
    return this.#ask(
      () => this.#calls.openPredictions(),
      (callId) => ({ type: 'predictions', callId, query }),
    );
  }

  task(request: AnyTaskRequest): Promise<TaskOutput> {
    return this.#ask(
      () => this.#calls.openTask(request.taskId),
      (callId) => ({ type: 'task', callId, request }),
    );
  }

  cancelTask(taskId: string): void {
    for (const callId of this.#calls.callsOf(taskId)) this.#send({ type: 'cancel', callId });
  }

  on(listener: (event: TrainerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  restart(engine?: EngineKind): void {
    this.#life.restart(engine);
  }

  async shutdown(): Promise<void> {
    await this.#life.shutdown();
    this.#abandonAll();
  }

  /** Answers all that waits, as no trainer will. */
  #abandonAll(): void {
    this.#outbox = [];
    this.#endRun(unavailable());
    this.#calls.rejectAll(unavailable());
    this.#dataset.abandon(unavailable());
  }

  #receive(message: PassedOn): void {
    switch (message.type) {
      case 'datasetLoaded':
        this.#dataset.answered(message);
        return;
      case 'datasetFailed':
        this.#dataset.answered(errorOf(message));
        return;
      case 'progress':
      case 'weights':
      case 'epoch':
      case 'state':
        this.#emit(message);
        return;
      case 'end':
        if (this.#run?.id === message.runId) this.#run = null;
        this.#emit(message);
        return;
      case 'predictions':
        this.#calls.resolvePredictions(message.callId, message.page);
        return;
      case 'task':
        this.#calls.resolveTask(message.callId, message.output);
        return;
      case 'error':
        this.#calls.reject(message.callId, errorOf(message));
        return;
      case 'taskProgress': {
        const taskId = this.#calls.taskOf(message.callId);
        if (taskId === undefined) return;
        const { done, total } = message;
        this.#emit({ type: 'taskProgress', taskId, done, total });
      }
    }
  }

  /** Posts to a trainer that is ready, or keeps the message for when it is. */
  #send(message: ToTrainer): void {
    if (!this.#life.isReady) {
      this.#outbox.push(message);
      return;
    }
    if (message.type === 'run' && this.#run?.id === message.runId) this.#run.sent = true;
    if (message.type === 'predictions' || message.type === 'task') this.#calls.sent(message.callId);
    this.#life.post(message);
  }

  #ask<T>(open: () => Opened<T>, message: (callId: number) => ToTrainer): Promise<T> {
    if (this.#life.isOver) return Promise.reject(unavailable());
    const { callId, answer } = open();
    this.#send(message(callId));
    return answer;
  }

  #requireRun(runId: string): void {
    if (this.#run?.id !== runId) throw new AppError('noSuchRun', { id: runId });
  }

  #endRun(error: AppError): void {
    if (this.#run === null) return;
    const runId = this.#run.id;
    this.#run = null;
    this.#emit({ type: 'end', runId, end: { state: 'failed', error: error.toData() } });
  }

  #emit(event: TrainerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function errorOf({ error }: Extract<FromTrainer, { type: 'datasetFailed' | 'error' }>): AppError {
  return new AppError(error.code, error.params);
}

function unavailable(): AppError {
  return new AppError('trainerUnavailable');
}
