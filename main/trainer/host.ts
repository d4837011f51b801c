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
import { CrashCount } from './crash-count';
import { deferred, type Deferred } from './deferred';
import { Heartbeat } from './heartbeat';
import { howItEnded } from './how-it-ended';
import { systemTimers, type GoneReason, type Timers, type TrainerProcess } from './process';

/** Main's side of the trainer: starts it, talks to it, notices its crash or hang, replaces it. */
export interface TrainerHost {
  readonly status: TrainerStatus;
  /** How fast runs are shown: full speed until `setPace`. */
  readonly pace: Pace;
  start(): void;
  /**
   * Kept and sent again after a restart. Rejects with `dataMissing` where the files are not what was verified, with
   * `trainerUnavailable` where the trainer gave up.
   */
  setDataset(files: DatasetFiles, own?: ManifestSource): Promise<DatasetSize>;
  /**
   * Waits for the trainer where it is not ready yet. What becomes of the run comes as events, the last of which is `end`.
   *
   * @throws AppError `runUnderWay`, or `trainerUnavailable` after the trainer gave up.
   */
  startRun(runId: string, request: RunRequest, paused: boolean, from?: RunStart): void;
  /** @throws AppError `noSuchRun` where this is not the run under way. */
  control(runId: string, action: RunAction): void;
  /** Takes effect with the next minibatch. @throws AppError `noSuchRun` as `control`. */
  setLearningRate(runId: string, learningRate: number): void;
  /** Takes effect at once, and is kept over a restart. */
  setPace(pace: Pace): void;
  /** Rejects with `dataMissing`, `trainerDied` or `trainerUnavailable`. */
  predictions(query: PredictionsQuery): Promise<PredictionsPage>;
  /** Rejects with what the task reports, `cancelled`, `trainerDied` or `trainerUnavailable`. */
  task(request: AnyTaskRequest): Promise<TaskOutput>;
  /** The task's promise rejects with `cancelled`; nothing happens where it is over. */
  cancelTask(taskId: string): void;
  /** Calls `listener` with each event, in order, until the returned function is called. */
  on(listener: (event: TrainerEvent) => void): () => void;
  /** Starts over after it gave up; asked by the person. `engine` forces one, such as the `engineBelow` of its status. */
  restart(engine?: EngineKind): void;
  /** Asks the trainer to end, waits, then kills it. Resolves when no process is left. */
  shutdown(): Promise<void>;
}

/** How many examples the trainer has in memory. */
export interface DatasetSize {
  readonly train: number;
  readonly test: number;
}

export type TrainerEvent =
  | { readonly type: 'status'; readonly status: TrainerStatus }
  | Extract<FromTrainer, { type: 'progress' | 'weights' | 'epoch' | 'state' | 'end' }>
  | {
      readonly type: 'taskProgress';
      readonly taskId: string;
      readonly done: number;
      readonly total: number;
    };

export interface TrainerHostOptions {
  /** Starts the process. It may throw: that counts as a crash. */
  readonly fork: () => TrainerProcess;
  readonly timers?: Timers;
  /** Gets a line for each thing worth knowing afterwards, and what the trainer writes to its standard error. */
  readonly log?: (line: string) => void;
  readonly limits?: Partial<HostLimits>;
}

export interface HostLimits {
  /** From the fork to `ready`: loading TensorFlow from a slow disk under a virus scanner takes its time. */
  readonly startMs: number;
  readonly pingMs: number;
  /** Unanswered pings in a row before the trainer counts as hung. */
  readonly patience: number;
  /** How long the trainer may take to end when asked. */
  readonly stopMs: number;
  /** An idle trainer that holds more than this is replaced. */
  readonly rssBytes: number;
}

const defaultLimits: HostLimits = {
  startMs: 120_000,
  pingMs: 2000,
  patience: 15,
  stopMs: 3000,
  rssBytes: 1.2e9,
};

/** Best first. The trainer tries the ones below by itself; the host does for those that killed it. */
const engines: readonly EngineKind[] = ['tensorflow', 'wasm', 'cpu'];

export function createTrainerHost(options: TrainerHostOptions): TrainerHost {
  return new Host(options);
}

interface SentDataset {
  readonly files: DatasetFiles;
  readonly own?: ManifestSource;
}

interface EngineChoice {
  readonly engine?: EngineKind;
  readonly engineProblem?: string;
}

type Call =
  | { readonly type: 'predictions'; readonly settle: Deferred<PredictionsPage> }
  | {
      readonly type: 'task';
      readonly taskId: string;
      readonly settle: Deferred<TaskOutput>;
    };

class Host implements TrainerHost {
  readonly #fork: () => TrainerProcess;
  readonly #timers: Timers;
  readonly #log: (line: string) => void;
  readonly #limits: HostLimits;
  readonly #heartbeat: Heartbeat;
  readonly #crashes = new CrashCount();
  readonly #listeners = new Set<(event: TrainerEvent) => void>();

  #status: TrainerStatus = { state: 'starting' };
  #pace: Pace = 'full';
  #process: TrainerProcess | null = null;
  /** Shut down for good. */
  #closed = false;
  /** Set while the process is ending because the host wants it to. */
  #ending: Deferred<null> | null = null;
  #cancelDeadline: () => void = () => undefined;
  #choice: EngineChoice = {};
  /** Waiting for `ready`. */
  #outbox: ToTrainer[] = [];
  #run: { readonly id: string; sent: boolean } | null = null;
  #calls = new Map<number, Call>();
  #sentCalls = new Set<number>();
  #lastCallId = 0;
  #dataset: SentDataset | null = null;
  #datasetWaiters: Deferred<DatasetSize>[] = [];
  /** Data sets sent to this process and not answered: only the answer to the last one counts. */
  #datasetsSent = 0;

  constructor(options: TrainerHostOptions) {
    this.#fork = options.fork;
    this.#timers = options.timers ?? systemTimers;
    this.#log = options.log ?? (() => undefined);
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#heartbeat = new Heartbeat({
      timers: this.#timers,
      everyMs: this.#limits.pingMs,
      patience: this.#limits.patience,
      ping: () => {
        this.#process?.post({ type: 'ping', at: this.#timers.now() });
      },
      onHang: () => {
        this.#log('trainer: no answer to pings, killed');
        this.#process?.kill();
      },
    });
  }

  get status(): TrainerStatus {
    return this.#status;
  }

  get pace(): Pace {
    return this.#pace;
  }

  start(): void {
    if (this.#process === null) this.#launch();
  }

  setDataset(files: DatasetFiles, own?: ManifestSource): Promise<DatasetSize> {
    this.#dataset = { files, ...(own && { own }) };
    if (this.#isGone) return Promise.reject(unavailable());
    const waiter = deferred<DatasetSize>();
    this.#datasetWaiters.push(waiter);
    // Before it is ready, too: it unpacks the pictures while its engine loads.
    if (this.#ending === null) this.#sendDataset(this.#dataset);
    return waiter.promise;
  }

  startRun(runId: string, request: RunRequest, paused: boolean, from?: RunStart): void {
    if (this.#run !== null) throw new AppError('runUnderWay');
    if (this.#isGone) throw unavailable();
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
    if (this.#status.state === 'ready') this.#send({ type: 'pace', pace });
  }

  predictions(query: PredictionsQuery): Promise<PredictionsPage> {
    const settle = deferred<PredictionsPage>();
    this.#call({ type: 'predictions', settle }, (callId) => ({
      type: 'predictions',
      callId,
      query,
    }));
    return settle.promise;
  }

  task(request: AnyTaskRequest): Promise<TaskOutput> {
    const settle = deferred<TaskOutput>();
    this.#call({ type: 'task', taskId: request.taskId, settle }, (callId) => ({
      type: 'task',
      callId,
      request,
    }));
    return settle.promise;
  }

  cancelTask(taskId: string): void {
    for (const [callId, call] of this.#calls) {
      if (call.type === 'task' && call.taskId === taskId) this.#send({ type: 'cancel', callId });
    }
  }

  on(listener: (event: TrainerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  restart(engine?: EngineKind): void {
    this.#crashes.clear();
    this.#choice = engine ? { engine } : {};
    if (this.#process === null) this.#launch();
    else this.#replace(this.#process);
  }

  async shutdown(): Promise<void> {
    this.#closed = true;
    if (this.#process !== null) await this.#end(this.#process);
    this.#abandonAll();
  }

  /** No trainer is there and none will be unless the person asks. */
  get #isGone(): boolean {
    return this.#closed || this.#status.state === 'failed';
  }

  #launch(): void {
    if (this.#closed) return;
    this.#setStatus({ state: 'starting' });
    let child: TrainerProcess;
    try {
      child = this.#fork();
    } catch (error) {
      this.#log(`trainer: could not be started: ${String(error)}`);
      this.#crashed('it could not be started');
      return;
    }
    this.#process = child;
    this.#datasetsSent = 0;
    child.onMessage((message) => {
      if (child === this.#process) this.#receive(message);
    });
    child.onExit((code, reason) => {
      if (child === this.#process) this.#exited(code, reason);
    });
    child.onStderr((text) => {
      for (const line of text.split('\n')) if (line.trim()) this.#log(`trainer: ${line}`);
    });
    this.#deadline(this.#limits.startMs, () => {
      this.#log('trainer: not ready in time, killed');
      child.kill();
    });
    child.post({ type: 'init', ...this.#choice });
    if (this.#dataset) this.#sendDataset(this.#dataset);
  }

  #replace(child: TrainerProcess): void {
    this.#setStatus({ state: 'starting' });
    void this.#end(child).then(() => {
      if (this.#process === null) this.#launch();
    });
  }

  /** Asks the process to end and kills it when it does not. */
  #end(child: TrainerProcess): Promise<null> {
    if (this.#ending !== null) return this.#ending.promise;
    this.#heartbeat.stop();
    this.#ending = deferred<null>();
    this.#deadline(this.#limits.stopMs, () => {
      child.kill();
    });
    child.post({ type: 'shutdown' });
    return this.#ending.promise;
  }

  /** One deadline at a time: of the start, or of the end. */
  #deadline(ms: number, callback: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#timers.after(ms, callback);
  }

  #exited(code: number | null, reason?: GoneReason): void {
    // First of all: nothing may be posted to a process that is gone.
    this.#process = null;
    this.#heartbeat.stop();
    this.#cancelDeadline();
    const ending = this.#ending;
    this.#ending = null;
    const wasReady = this.#status.state === 'ready';
    this.#failWhatWasSent();
    if (ending !== null) {
      ending.resolve(null);
      return;
    }
    const how = howItEnded(code, reason);
    this.#log(`trainer: crash: ${how}`);
    this.#crashed(how, !wasReady);
  }

  /** A process that died before it was ready died of its engine: the next one gets the engine below. */
  #crashed(how: string, beforeReady = false): void {
    const tried = this.#status.state === 'ready' ? this.#status.engine.kind : this.#choice.engine;
    const below = engines[engines.indexOf(tried ?? 'tensorflow') + 1];
    if (beforeReady && below) {
      this.#choice = { engine: below, engineProblem: how };
    } else if (this.#crashes.add(this.#timers.now())) {
      this.#giveUp(how, below);
      return;
    }
    this.#setStatus({ state: 'starting' });
    // In a turn of its own: a fork from within the exit of another process is asking for trouble.
    this.#timers.after(0, () => {
      if (this.#process === null && this.#status.state === 'starting') this.#launch();
    });
  }

  #giveUp(detail: string, engineBelow: EngineKind | undefined): void {
    this.#setStatus({ state: 'failed', detail, ...(engineBelow && { engineBelow }) });
    this.#abandonAll();
  }

  /** Answers all that waits, as no trainer will. */
  #abandonAll(): void {
    this.#outbox = [];
    this.#endRun(unavailable());
    for (const callId of [...this.#calls.keys()]) this.#rejectCall(callId, unavailable());
    this.#settleDataset((waiter) => {
      waiter.reject(unavailable());
    });
  }

  /** What the process that died had been told of and had not answered. What still waits for `ready` goes on waiting. */
  #failWhatWasSent(): void {
    if (this.#run?.sent) this.#endRun(new AppError('trainerDied'));
    for (const callId of this.#sentCalls) this.#rejectCall(callId, new AppError('trainerDied'));
  }

  #receive(message: FromTrainer): void {
    switch (message.type) {
      case 'ready':
        if (this.#ending !== null) return;
        this.#cancelDeadline();
        this.#becomeReady({ state: 'ready', engine: message.engine });
        return;
      case 'datasetLoaded':
      case 'datasetFailed':
        this.#datasetsSent -= 1;
        if (this.#datasetsSent > 0) return;
        this.#settleDataset((waiter) => {
          if (message.type === 'datasetLoaded') waiter.resolve(message);
          else waiter.reject(new AppError(message.error.code, message.error.params));
        });
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
      case 'predictions': {
        const call = this.#takeCall(message.callId);
        if (call?.type === 'predictions') call.settle.resolve(message.page);
        return;
      }
      case 'task': {
        const call = this.#takeCall(message.callId);
        if (call?.type === 'task') call.settle.resolve(message.output);
        return;
      }
      case 'error':
        this.#rejectCall(message.callId, new AppError(message.error.code, message.error.params));
        return;
      case 'taskProgress': {
        const call = this.#calls.get(message.callId);
        if (call?.type !== 'task') return;
        const { done, total } = message;
        this.#emit({ type: 'taskProgress', taskId: call.taskId, done, total });
        return;
      }
      case 'pong':
        this.#heartbeat.answered();
        this.#recycleIfGrown(message.rssBytes);
        return;
      case 'bye':
        // The exit that follows is what is waited for.
        return;
    }
  }

  /** Sends what waited before it tells of itself: whoever hears it may ask for more at once. */
  #becomeReady(status: TrainerStatus): void {
    this.#status = status;
    this.#heartbeat.start();
    if (this.#pace !== 'full') this.#send({ type: 'pace', pace: this.#pace });
    for (const waiting of this.#outbox.splice(0)) this.#send(waiting);
    this.#emit({ type: 'status', status });
  }

  #recycleIfGrown(rssBytes: number): void {
    const idle = this.#run === null && this.#calls.size === 0 && this.#datasetsSent === 0;
    if (rssBytes <= this.#limits.rssBytes || !idle || !this.#process || this.#ending) return;
    this.#log(`trainer: replaced, as it holds ${Math.round(rssBytes / 1e6)} MB`);
    this.#replace(this.#process);
  }

  /** Posts to a trainer that is ready, or keeps the message for when it is. */
  #send(message: ToTrainer): void {
    if (this.#process === null || this.#status.state !== 'ready') {
      this.#outbox.push(message);
      return;
    }
    if (message.type === 'run' && this.#run?.id === message.runId) this.#run.sent = true;
    if (message.type === 'predictions' || message.type === 'task') {
      this.#sentCalls.add(message.callId);
    }
    this.#process.post(message);
  }

  #sendDataset(dataset: SentDataset): void {
    if (this.#process === null) return;
    this.#datasetsSent += 1;
    this.#process.post({ type: 'dataset', ...dataset });
  }

  #settleDataset(settle: (waiter: Deferred<DatasetSize>) => void): void {
    for (const waiter of this.#datasetWaiters.splice(0)) settle(waiter);
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

  #call(call: Call, message: (callId: number) => ToTrainer): void {
    if (this.#isGone) {
      call.settle.reject(unavailable());
      return;
    }
    this.#lastCallId += 1;
    this.#calls.set(this.#lastCallId, call);
    this.#send(message(this.#lastCallId));
  }

  #takeCall(callId: number): Call | undefined {
    const call = this.#calls.get(callId);
    this.#calls.delete(callId);
    this.#sentCalls.delete(callId);
    return call;
  }

  #rejectCall(callId: number, error: AppError): void {
    this.#takeCall(callId)?.settle.reject(error);
  }

  #setStatus(status: TrainerStatus): void {
    if (status.state === 'starting' && this.#status.state === 'starting') return;
    this.#status = status;
    this.#emit({ type: 'status', status });
  }

  #emit(event: TrainerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function unavailable(): AppError {
  return new AppError('trainerUnavailable');
}
