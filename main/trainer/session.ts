import { toErrorData } from '#contract/errors';
import type { LinearProgress } from '#contract/linear';
import type { EpochSums, FromTrainer, PartialEpoch, RunEnd } from '#contract/trainer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { latestWins, type LatestWins } from '../latest-wins';
import { ChunkSize } from './chunk-size';
import type { RunControl } from './run-control';
import { slowed } from './slow-motion';
import type { Training, TrainingEvent } from './training';

/** At most 20 a second. */
const PROGRESS_MS = 50;
/** Longer than this without a look at the messages, and a person feels it. */
const BREATH_MS = 20;

export interface SessionOptions {
  readonly runId: string;
  /** The epoch that the training goes on after. 0 is a new run, whose initial weights are told if it begins with the first minibatch. */
  readonly startEpoch: number;
  /** The minibatches of the next epoch that are done already. */
  readonly startBatch?: number;
  readonly post: (message: FromTrainer) => void;
  /** Gets what was thrown where the run ends as `failed`. */
  readonly report: (error: unknown) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Takes a training to its end and tells of it: state, progress, epochs with their milliseconds and weights, and the end as the last.
 * It looks at the messages so often that pause, step, stop and a new learning rate take effect at once.
 */
export async function runSession(
  training: Training,
  control: RunControl,
  options: SessionOptions,
): Promise<void> {
  const { runId, startEpoch, startBatch, post } = options;
  post({ type: 'state', runId, state: control.state });
  if (startEpoch === 0 && !startBatch) {
    post({ type: 'weights', runId, epoch: 0, weights: training.getWeights() });
  }
  const end = await new Session(training, control, options).toEnd();
  training.dispose();
  post({ type: 'end', runId, end });
}

class Session {
  readonly #now: () => number;
  readonly #chunk = new ChunkSize();
  readonly #progress: LatestWins<FromTrainer>;
  readonly #events: AsyncGenerator<TrainingEvent, void>;
  #last: TrainingEvent | null = null;
  /** Minibatches that were done of the epoch under way when it was last told of. */
  #batch: number;
  #isStepping = false;
  /** Time spent training, without evaluation and pauses: since the start, and in the epoch under way. */
  #elapsedMs = 0;
  #epochMs = 0;
  #lastBreath: number;
  /** When the chunk under way was begun. */
  #chunkStart = 0;

  constructor(
    private readonly training: Training,
    private readonly control: RunControl,
    private readonly options: SessionOptions,
  ) {
    this.#now = options.now ?? (() => performance.now());
    this.#lastBreath = this.#now();
    this.#batch = options.startBatch ?? 0;
    this.#progress = latestWins(PROGRESS_MS, options.post);
    this.#events = training.events({
      learningRate: () => control.learningRate,
      maxBatches: () => (this.#isStepping ? 1 : this.#maxBatches()),
      stepping: () => this.#isStepping,
      breathe: () => this.#breathe(),
      stopped: control.stopped,
    });
  }

  async toEnd(): Promise<RunEnd> {
    this.#tellProgress({ epoch: this.options.startEpoch + 1, batch: this.#batch });
    try {
      return await this.#train();
    } catch (error) {
      this.options.report(error);
      return { state: 'failed', error: toErrorData(error) };
    } finally {
      this.#progress.flush();
    }
  }

  async #train(): Promise<RunEnd> {
    for (;;) {
      if (this.#isAtRest()) {
        const turn = await this.control.turn();
        if (turn === 'stop') return this.#stop();
        this.#isStepping = turn === 'step';
      }
      const start = this.#now();
      this.#chunkStart = start;
      const { value: event } = await this.#events.next();
      const ms = this.#now() - start;
      if (!event) return { state: 'done', ...this.#final() };
      if (event.kind === 'diverged') return this.#diverged(event);
      if (event.kind === 'minibatch') this.#minibatch(event, ms);
      else this.#epoch(event);
      this.#last = event;
      await this.#breathe();
      await this.#slowDown();
    }
  }

  /** Slow motion takes fewer minibatches at a time: what they compute stays the same. */
  #maxBatches(): number {
    const slow = slowed(this.control.pace, this.training.batches);
    return Math.min(this.#chunk.size, slow?.minibatches ?? Infinity);
  }

  /** In slow motion, waits for what is left of the time that the last minibatches are to be seen. It counts as no time of training. */
  async #slowDown(): Promise<void> {
    const slow = slowed(this.control.pace, this.training.batches);
    if (!slow || this.#isStepping || this.control.stopped.aborted) return;
    const left = this.#chunkStart + slow.ms - this.#now();
    if (left > 0) await this.control.rest(left);
    this.#lastBreath = this.#now();
  }

  /** Not where an epoch has only its figures to come, and not after the last one. */
  #isAtRest(): boolean {
    const last = this.#last;
    if (last?.kind === 'minibatch') return last.batch < last.batches;
    return last?.kind !== 'epoch' || last.epoch < this.training.epochs;
  }

  #minibatch(event: Extract<TrainingEvent, { kind: 'minibatch' }>, ms: number): void {
    this.#chunk.learn(event.batch - this.#batch, ms);
    this.#batch = event.batch;
    this.#epochMs += ms;
    this.#elapsedMs += ms;
    this.#tellProgress(event);
  }

  #epoch({ epoch, metrics }: Extract<TrainingEvent, { kind: 'epoch' }>): void {
    const { runId, post } = this.options;
    this.#progress.flush();
    post({
      type: 'epoch',
      runId,
      epoch: { ...metrics, epoch, ms: this.#epochMs, learningRate: this.control.learningRate },
      weights: this.training.getWeights(),
    });
    this.#epochMs = 0;
    this.#batch = 0;
  }

  async #stop(): Promise<RunEnd> {
    await this.#events.return();
    const last = this.#last;
    return {
      state: 'stopped',
      ...this.#final(),
      ...(last?.kind === 'minibatch' && { partial: this.#partial(last.epoch, last.batch) }),
    };
  }

  #diverged({ divergence, sums }: Extract<TrainingEvent, { kind: 'diverged' }>): RunEnd {
    const partial = this.#partial(divergence.epoch, divergence.batch - 1, sums);
    return { state: 'diverged', divergence, ...this.#final(), partial };
  }

  #partial(epoch: number, batch: number, sums?: EpochSums): PartialEpoch {
    return { epoch, batch, weights: this.training.getWeights(), ...(sums && { sums }) };
  }

  #final(): Pick<RunEnd & { state: 'done' }, 'final'> {
    const final = this.training.final();
    return final ? { final } : {};
  }

  #tellProgress(place: {
    readonly epoch: number;
    readonly batch: number;
    readonly trainLoss?: number;
    readonly trainAcc?: number | null;
    readonly linear?: LinearProgress;
  }): void {
    const { epoch, batch, trainLoss = null, trainAcc = null, linear } = place;
    this.#progress.push({
      type: 'progress',
      progress: {
        runId: this.options.runId,
        epoch,
        batch,
        batches: this.training.batches,
        trainLoss,
        trainAcc,
        learningRate: this.control.learningRate,
        elapsedMs: this.#elapsedMs,
        ...(linear && { linear }),
      },
    });
  }

  async #breathe(): Promise<void> {
    if (this.#now() - this.#lastBreath < BREATH_MS) return;
    await nextTurn();
    this.#lastBreath = this.#now();
  }
}
