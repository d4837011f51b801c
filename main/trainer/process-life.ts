import type { EngineKind, TrainerStatus } from '#contract/engine';
import type { FromTrainer, ToTrainer } from '#contract/trainer';
import { CrashCount } from './crash-count';
import { deferred, type Deferred } from './deferred';
import { Heartbeat } from './heartbeat';
import type { HostLimits } from './host-limits';
import { howItEnded } from './how-it-ended';
import type { GoneReason, Timers, TrainerProcess } from './process';

export interface LifeOptions {
  /** Starts the process. It may throw: that counts as a crash. */
  readonly fork: () => TrainerProcess;
  readonly timers: Timers;
  readonly log: (line: string) => void;
  readonly limits: HostLimits;
}

/** What the process's life means for those who talk to it. */
export interface LifeListener {
  /** There is a new process, which knows its engine and is not ready. */
  launched(): void;
  /** It is ready, and what waited for that can be posted: `status` is told after this. */
  ready(): void;
  /** Anything it says but of its own life. */
  message(message: PassedOn): void;
  /** It has gone, wanted or not: what it had been told of and had not answered is lost. */
  gone(): void;
  /** None is there, and none will be unless the person asks. */
  gaveUp(): void;
  /** Whether nothing is lost with it now. */
  isIdle(): boolean;
  status(status: TrainerStatus): void;
}

/** What the trainer says of the work, not of itself. */
export type PassedOn = Exclude<FromTrainer, { type: 'ready' | 'pong' | 'bye' }>;

/** Best first. The trainer tries the ones below by itself; for those that killed it, its next life does. */
const engines: readonly EngineKind[] = ['tensorflow', 'wasm', 'cpu'];

interface EngineChoice {
  readonly engine?: EngineKind;
  readonly engineProblem?: string;
}

/** The trainer's process from its start to its end: ready, crashed, hung, grown too large, replaced, shut down. */
export class ProcessLife {
  readonly #options: LifeOptions;
  readonly #listener: LifeListener;
  readonly #heartbeat: Heartbeat;
  readonly #crashes = new CrashCount();

  #status: TrainerStatus = { state: 'starting' };
  #process: TrainerProcess | null = null;
  /** Shut down for good. */
  #closed = false;
  /** Set while the process is ending because it was asked to. */
  #ending: Deferred<null> | null = null;
  #cancelDeadline: () => void = () => undefined;
  #choice: EngineChoice = {};

  constructor(options: LifeOptions, listener: LifeListener) {
    this.#options = options;
    this.#listener = listener;
    const { timers, limits, log } = options;
    this.#heartbeat = new Heartbeat({
      timers,
      everyMs: limits.pingMs,
      patience: limits.patience,
      ping: () => {
        this.post({ type: 'ping', at: timers.now() });
      },
      onHang: () => {
        log('trainer: no answer to pings, killed');
        this.#process?.kill();
      },
    });
  }

  get status(): TrainerStatus {
    return this.#status;
  }

  get isReady(): boolean {
    return this.#process !== null && this.#status.state === 'ready';
  }

  get isEnding(): boolean {
    return this.#ending !== null;
  }

  /** No trainer is there and none will be unless the person asks. */
  get isOver(): boolean {
    return this.#closed || this.#status.state === 'failed';
  }

  /** @returns whether there is a process to post to; ready or not */
  post(message: ToTrainer): boolean {
    this.#process?.post(message);
    return this.#process !== null;
  }

  start(): void {
    if (this.#process === null) this.#launch();
  }

  /** Starts over, with the crashes so far forgiven. `engine` forces one. */
  restart(engine?: EngineKind): void {
    this.#crashes.clear();
    this.#choice = engine ? { engine } : {};
    if (this.#process === null) this.#launch();
    else this.#replace(this.#process);
  }

  /** Asks the process to end, waits, then kills it. Resolves when it has gone; none is started any more. */
  async shutdown(): Promise<void> {
    this.#closed = true;
    if (this.#process !== null) await this.#end(this.#process);
  }

  #launch(): void {
    if (this.#closed) return;
    const { fork, limits, log } = this.#options;
    this.#setStatus({ state: 'starting' });
    let child: TrainerProcess;
    try {
      child = fork();
    } catch (error) {
      log(`trainer: could not be started: ${String(error)}`);
      this.#crashed('it could not be started');
      return;
    }
    this.#process = child;
    child.onMessage((message) => {
      if (child === this.#process) this.#receive(message);
    });
    child.onExit((code, reason) => {
      if (child === this.#process) this.#exited(code, reason);
    });
    child.onStderr((text) => {
      for (const line of text.split('\n')) if (line.trim()) log(`trainer: ${line}`);
    });
    this.#deadline(limits.startMs, () => {
      log('trainer: not ready in time, killed');
      child.kill();
    });
    child.post({ type: 'init', ...this.#choice });
    this.#listener.launched();
  }

  #receive(message: FromTrainer): void {
    switch (message.type) {
      case 'ready':
        if (this.#ending !== null) return;
        this.#cancelDeadline();
        this.#status = { state: 'ready', engine: message.engine };
        this.#heartbeat.start();
        this.#listener.ready();
        this.#listener.status(this.#status);
        return;
      case 'pong':
        this.#heartbeat.answered();
        this.#recycleIfGrown(message.rssBytes);
        return;
      case 'bye':
        // The exit that follows is what is waited for.
        return;
      default:
        this.#listener.message(message);
    }
  }

  #recycleIfGrown(rssBytes: number): void {
    if (rssBytes <= this.#options.limits.rssBytes || !this.#listener.isIdle()) return;
    if (!this.#process || this.#ending) return;
    this.#options.log(`trainer: replaced, as it holds ${Math.round(rssBytes / 1e6)} MB`);
    this.#replace(this.#process);
  }

  #replace(child: TrainerProcess): void {
    this.#setStatus({ state: 'starting' });
    void this.#end(child).then(() => {
      this.start();
    });
  }

  /** Asks the process to end and kills it when it does not. */
  #end(child: TrainerProcess): Promise<null> {
    if (this.#ending !== null) return this.#ending.promise;
    this.#heartbeat.stop();
    this.#ending = deferred<null>();
    this.#deadline(this.#options.limits.stopMs, () => {
      child.kill();
    });
    child.post({ type: 'shutdown' });
    return this.#ending.promise;
  }

  /** One deadline at a time: of the start, or of the end. */
  #deadline(ms: number, callback: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#options.timers.after(ms, callback);
  }

  #exited(code: number | null, reason?: GoneReason): void {
    // First of all: nothing may be posted to a process that is gone.
    this.#process = null;
    this.#heartbeat.stop();
    this.#cancelDeadline();
    const ending = this.#ending;
    this.#ending = null;
    const wasReady = this.#status.state === 'ready';
    this.#listener.gone();
    if (ending !== null) {
      ending.resolve(null);
      return;
    }
    const how = howItEnded(code, reason);
    this.#options.log(`trainer: crash: ${how}`);
    this.#crashed(how, !wasReady);
  }

  /** A process that died before it was ready died of its engine: the next one gets the engine below. */
  #crashed(how: string, beforeReady = false): void {
    const { timers } = this.#options;
    const tried = this.#status.state === 'ready' ? this.#status.engine.kind : this.#choice.engine;
    const below = engines[engines.indexOf(tried ?? 'tensorflow') + 1];
    if (beforeReady && below) {
      this.#choice = { engine: below, engineProblem: how };
    } else if (this.#crashes.add(timers.now())) {
      this.#setStatus({ state: 'failed', detail: how, ...(below && { engineBelow: below }) });
      this.#listener.gaveUp();
      return;
    }
    this.#setStatus({ state: 'starting' });
    // In a turn of its own: a fork from within the exit of another process is asking for trouble.
    timers.after(0, () => {
      if (this.#status.state === 'starting') this.start();
    });
  }

  #setStatus(status: TrainerStatus): void {
    if (status.state === 'starting' && this.#status.state === 'starting') return;
    this.#status = status;
    this.#listener.status(status);
  }
}
