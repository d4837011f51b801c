import {
  linearDuellists,
  linearFaults,
  softmaxFaults,
  type DuelEpoch,
  type DuelEpochRequest,
} from '#contract/duel';
import type { AppErrorData } from '#contract/errors';
import { linearFields, softmaxFields } from '#contract/fields';
import {
  linearConfigSchema,
  softmaxConfigSchema,
  softmaxImplementations,
  type Lab,
  type SoftmaxImplementation,
} from '#contract/run';
import type { TaskOutput } from '#contract/tasks';
import * as v from 'valibot';
import type { RunControls } from '../components/run-controls';
import type { App } from '../state/app.svelte';
import { runTask } from '../state/task';
import { Waiting } from '../state/waiting';
import { spread, verdictOn, type Verdict } from './verdict';

export type Fault = (typeof softmaxFaults)[number] | (typeof linearFaults)[number];
/** What is broken: nothing, one thing that is chosen, or one that a class is to find. */
export type FaultChoice = 'none' | 'secret' | Fault;

export interface Side {
  readonly implementation: SoftmaxImplementation;
  readonly epochs: readonly DuelEpoch[];
}

const isDuelEpoch = (output: TaskOutput): output is DuelEpoch => 'duelLoss' in output;

/** The number from 0 to `below` - 1 that nobody knows before. No training depends on it. */
function surprise(below: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn % below;
}

/** Implementations trained side by side: the window asks for an epoch of each in turn, and holds their weights. */
export class Duel implements RunControls {
  lab = $state<Lab>('softmax');
  learningRate = $state(softmaxFields.learningRate.default);
  batchSize = $state(softmaxFields.batchSize.default);
  epochs = $state(5);
  seed = $state(softmaxFields.seed.default);
  valid = $state({ learningRate: true, batchSize: true, epochs: true, seed: true });
  choice = $state<FaultChoice>('none');
  /** Which of the sides has the fault, where it is chosen. */
  victim = $state<SoftmaxImplementation>('concise');

  sides = $state.raw<readonly Side[]>([]);
  state = $state<'ready' | 'running' | 'paused' | 'stopped' | 'done'>('ready');
  /** Who trains now, and how far its epoch is. */
  now = $state.raw<{ readonly implementation: string; readonly epoch: number } | null>(null);
  share = $state(0);
  error = $state.raw<AppErrorData | null>(null);
  revealed = $state(false);
  readonly canStep = false;
  readonly starting = false;

  /** What is really broken in the duel on show. */
  #broken = $state.raw<{ readonly fault: Fault; readonly side: SoftmaxImplementation } | null>(
    null,
  );
  #secret = $state(false);
  #asked = $state(5);
  #abort: AbortController | null = null;
  readonly #resumed = new Waiting<null>();

  constructor(private readonly app: App) {}

  get underWay(): boolean {
    return this.state === 'running' || this.state === 'paused';
  }
  get paused(): boolean {
    return this.state === 'paused';
  }
  /** A run would share the trainer, and the pixels, with the duel. */
  get blocked(): boolean {
    return this.app.runs.underWay !== null;
  }
  get canTrain(): boolean {
    return (
      Object.values(this.valid).every(Boolean) &&
      this.app.trainer.engine !== null &&
      (this.lab === 'linear' || this.app.dataset.status.state === 'ready') &&
      !this.blocked
    );
  }
  /** Those that can be trained here. */
  get duellists(): readonly SoftmaxImplementation[] {
    if (this.lab === 'linear') return linearDuellists;
    const graph = this.app.trainer.engine?.graph.available ?? false;
    return softmaxImplementations.filter((it) => it !== 'graph' || graph);
  }
  get faults(): readonly Fault[] {
    return this.lab === 'softmax' ? softmaxFaults : linearFaults;
  }
  /** How many epochs the duel on show was asked for. */
  get numEpochs(): number {
    return this.underWay || this.sides.length > 0 ? this.#asked : this.epochs;
  }
  /** The epochs that all sides have been through. */
  get finished(): number {
    return this.sides.length === 0 ? 0 : Math.min(...this.sides.map((side) => side.epochs.length));
  }
  /** The largest difference of weights after each of these epochs. */
  readonly differences = $derived(
    Array.from({ length: this.finished }, (_, i) => spread(this.#weightsAfter(i))),
  );
  readonly verdict = $derived<Verdict | null>(
    this.finished === 0 ? null : verdictOn(this.#weightsAfter(this.finished - 1)),
  );
  /** What is broken, unless it is still to be found. */
  get known(): { readonly fault: Fault; readonly side: SoftmaxImplementation } | null {
    return this.#secret && !this.revealed ? null : this.#broken;
  }
  /** Something is broken, and a class is looking for it. */
  get toFind(): boolean {
    return this.#secret && !this.revealed && this.sides.length > 0;
  }

  chooseLab(lab: Lab): void {
    this.reset();
    this.lab = lab;
    const fields = lab === 'softmax' ? softmaxFields : linearFields;
    this.learningRate = fields.learningRate.default;
    this.batchSize = fields.batchSize.default;
    this.choice = 'none';
    this.victim = 'concise';
  }

  isRight(guess: Fault): boolean {
    return this.#broken?.fault === guess;
  }

  async train(): Promise<void> {
    if (!this.canTrain || this.underWay) return;
    const { duellists } = this;
    this.#broken = this.#breakOne(duellists);
    this.#secret = this.choice === 'secret';
    this.revealed = false;
    this.#asked = this.epochs;
    this.error = null;
    this.sides = duellists.map((implementation) => ({ implementation, epochs: [] }));
    this.state = 'running';
    const abort = new AbortController();
    this.#abort = abort;
    const ended = await this.#trainAll(abort.signal);
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.now = null;
    this.state = ended ? 'done' : 'stopped';
  }

  pause(): Promise<void> {
    if (this.state === 'running') this.state = 'paused';
    return Promise.resolve();
  }

  resume(): Promise<void> {
    if (this.state === 'paused') this.state = 'running';
    this.#resumed.tell(null);
    return Promise.resolve();
  }

  step(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#abort?.abort();
    this.#resumed.tell(null);
    return Promise.resolve();
  }

  reset(): void {
    void this.stop();
    this.#abort = null;
    this.sides = [];
    this.now = null;
    this.error = null;
    this.revealed = false;
    this.state = 'ready';
  }

  #weightsAfter(index: number): readonly Float32Array[] {
    return this.sides.flatMap((side) => side.epochs[index]?.weights ?? []);
  }

  #breakOne(duellists: readonly SoftmaxImplementation[]) {
    if (this.choice === 'none') return null;
    if (this.choice !== 'secret') return { fault: this.choice, side: this.victim };
    const fault = this.faults[surprise(this.faults.length)];
    // Only the concise loss can lack the factor one half.
    const side = fault === 'noHalf' ? 'concise' : duellists[surprise(duellists.length)];
    return fault && side ? { fault, side } : null;
  }

  /** True where all epochs were trained; false where it was called off, or refused. */
  async #trainAll(signal: AbortSignal): Promise<boolean> {
    const { sides } = this;
    for (let epoch = 1; epoch <= this.#asked; epoch += 1) {
      for (const [index, { implementation }] of sides.entries()) {
        if (this.state === 'paused') await this.#resumed.next();
        if (signal.aborted) return false;
        this.now = { implementation, epoch };
        this.share = 0;
        const question = {
          task: 'duelEpoch',
          input: this.#request(implementation, epoch),
        } as const;
        const reply = await runTask(this.app.client, question, isDuelEpoch, {
          signal,
          progress: (done, total) => (this.share = done / total),
        });
        if (signal.aborted) return false;
        if (!reply.ok) {
          this.error = reply.error;
          return false;
        }
        const trained = reply.value;
        this.sides = this.sides.map((side, i) =>
          i === index ? { ...side, epochs: [...side.epochs, trained] } : side,
        );
      }
    }
    return true;
  }

  #request(implementation: SoftmaxImplementation, epoch: number): DuelEpochRequest {
    const { lab, learningRate, batchSize, seed } = this;
    const numbers = { learningRate, batchSize, epochs: this.#asked, seed };
    const side = this.sides.find((one) => one.implementation === implementation);
    const weights = side?.epochs.at(-1)?.weights ?? null;
    const broken = this.#broken?.side === implementation ? this.#broken.fault : null;
    return lab === 'softmax'
      ? {
          lab,
          implementation,
          fault: softmaxFaults.find((it) => it === broken) ?? null,
          config: v.parse(softmaxConfigSchema, numbers),
          epoch,
          weights,
        }
      : {
          lab,
          implementation: implementation === 'scratch' ? 'scratch' : 'concise',
          fault: linearFaults.find((it) => it === broken) ?? null,
          config: v.parse(linearConfigSchema, numbers),
          epoch,
          weights,
        };
  }
}
