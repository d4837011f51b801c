import type { RewindTarget } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { LinearData } from '#contract/linear';
import type { LinearConfig, RunRequest } from '#contract/run';
import type { TaskOutput } from '#contract/tasks';
import type { RunControls } from '../../components/run-controls';
import type { App } from '../../state/app.svelte';
import { LiveAnswer } from '../../state/live-answer.svelte';
import { StableRateFinder } from '../../runs/stable-rate.svelte';
import type { FollowedRun } from '../../state/run.svelte';
import { truthOf, weightsAt, type Weights } from './plane-slice';
import {
  configOf,
  dataFields,
  dataSettings,
  linearLabSchema,
  notesSettings,
  sameData,
  type FieldName,
  type LinearLabSettings,
} from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'linear-regression';

const isLinearData = (output: TaskOutput): output is LinearData => 'surface' in output;

/** What a run on data of its own says of its data set. */
const MADE_UP = { name: 'synthetic', sha256: '' };

const allValid: Readonly<Record<FieldName, boolean>> = {
  learningRate: true,
  batchSize: true,
  epochs: true,
  seed: true,
  initStd: true,
  numExamples: true,
  noise: true,
  trueW1: true,
  trueW2: true,
  trueB: true,
};

/** What is set in the lab, what can be done with it now, and what is known of it. */
export class LinearLab implements RunControls {
  settings = $state<LinearLabSettings>(notesSettings);
  /** Whether each field's text is a value it allows. */
  valid = $state<Record<FieldName, boolean>>({ ...allValid });
  /** Why the last thing that was asked for was refused. */
  error = $state.raw<AppErrorData | null>(null);
  /** The point of the path that is being read: figures and fitted line are those of then. */
  reading = $state<number>();
  starting = $state(false);
  /** Where the largest stable learning rate is, is on show. */
  limitOpen = $state(false);
  readonly limit: StableRateFinder;
  readonly #data: LiveAnswer<LinearData>;

  /** Where a rewound run stands before its first step. */
  #rewound = $state.raw<{ readonly runId: string; readonly weights: Weights } | null>(null);

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, linearLabSchema);
    this.#data = new LiveAnswer(app.client, isLinearData);
    this.limit = new StableRateFinder(app.client);
  }

  /** The lab's run, as long as it is one on the data that are set. */
  get run(): FollowedRun | null {
    const run = this.app.runs.latest('linear');
    if (run?.record.lab !== 'linear') return null;
    return run.underWay || sameData(run.record.config, this.settings) ? run : null;
  }
  /** What the run on show was started with. */
  get config(): LinearConfig | null {
    const record = this.run?.record;
    return record?.lab === 'linear' ? record.config : null;
  }
  get underWay(): boolean {
    return this.run?.underWay ?? false;
  }
  get paused(): boolean {
    return this.run?.record.state === 'paused';
  }
  /** Another lab's run is under way: one at a time. */
  get blocked(): boolean {
    return this.app.runs.underWay !== null && !this.underWay;
  }
  get canTrain(): boolean {
    return (
      Object.values(this.valid).every(Boolean) &&
      this.app.trainer.status.state !== 'failed' &&
      !this.blocked &&
      !this.starting &&
      // A sheet asks for the prediction first.
      this.app.sheets.lockOf('train') === undefined
    );
  }
  get canStep(): boolean {
    const implementation = this.underWay
      ? this.run?.record.implementation
      : this.settings.implementation;
    return implementation !== 'analytic';
  }

  /** The examples, the analytic answer and the loss surface; null until they are there. */
  get data(): LinearData | null {
    return this.#data.value;
  }
  get dataError(): AppErrorData | null {
    return this.#data.error;
  }
  /** w1, w2 and b that the data were made from. */
  get truth(): Weights {
    return truthOf(this.config ?? this.settings);
  }
  get path() {
    return this.run?.progress?.linear?.path ?? null;
  }
  get minibatch() {
    return this.run?.progress?.linear?.minibatch ?? null;
  }
  /** The parameters on show: where the path is being read, else where the run has come to; null before there is any. */
  get weights(): Weights | null {
    const { path } = this;
    if (path) return weightsAt(path, this.reading ?? path.steps.length - 1);
    if (this.#rewound !== null && this.#rewound.runId === this.run?.id)
      return this.#rewound.weights;
    const final = this.run?.record.final;
    if (final && 'w' in final) return [final.w[0] ?? Number.NaN, final.w[1] ?? Number.NaN, final.b];
    return null;
  }
  /** Minibatches done by then; null where there is no path. */
  get stepsDone(): number | null {
    const { path } = this;
    return path?.steps[this.reading ?? path.steps.length - 1] ?? null;
  }
  /** What multiplies `squaredLoss` in the losses on show: the mean squared error lacks the factor one half. */
  get lossFactor(): 1 | 2 {
    const { implementation, halfLoss } = this.run
      ? {
          implementation: this.run.record.implementation,
          halfLoss: this.config?.halfLoss ?? false,
        }
      : this.settings;
    return implementation === 'concise' && !halfLoss ? 2 : 1;
  }

  /** What would be trained now. */
  get request(): RunRequest {
    const { implementation } = this.settings;
    return { lab: 'linear', implementation, config: configOf(this.settings) };
  }

  /** Asks for the examples of what is set. */
  askForData(): void {
    const input = dataSettings(this.config ?? this.settings);
    this.#data.ask({ task: 'linearData', input });
  }

  /** Keeps what is set for the next launch. */
  keep(): void {
    this.app.settings.changeLab(LAB, { ...this.settings });
  }

  /** Folds the fields of the data in or out; what was typed there and is not allowed is dropped. */
  toggleData(): void {
    this.settings.dataOpen = !this.settings.dataOpen;
    if (!this.settings.dataOpen) for (const name of dataFields) this.valid[name] = true;
    this.keep();
  }

  async train(): Promise<void> {
    await this.#start(false);
  }

  async step(): Promise<void> {
    if (!this.canStep) return;
    if (!this.underWay) await this.#start(true);
    if (this.paused) await this.#control('step');
  }

  async pause(): Promise<void> {
    await this.#control('pause');
  }

  async resume(): Promise<void> {
    await this.#control('resume');
  }

  async stop(): Promise<void> {
    await this.#control('stop');
  }

  /** A settled new learning rate; a run that is under way goes on with it. */
  async changeLearningRate(learningRate: number): Promise<void> {
    this.keep();
    if (this.underWay) this.error = await this.app.runs.setLearningRate(learningRate);
  }

  /** Back to the settings of the notes and empty charts; the run itself stays in the history. */
  reset(): void {
    const { feature, dataOpen } = this.settings;
    this.error = null;
    this.reading = undefined;
    this.settings = { ...this.app.settings.initial(LAB, linearLabSchema), feature, dataOpen };
    this.keep();
    this.app.runs.forget('linear');
  }

  /** After a divergence: half of that run's rate, and again. */
  async halveAndTrain(): Promise<void> {
    this.settings.learningRate = (this.config ?? this.settings).learningRate / 2;
    this.keep();
    await this.train();
  }

  /** After a divergence: back to where it was finite, to go on with another rate. */
  async rewind(to: RewindTarget): Promise<void> {
    if (!this.run?.divergence || this.starting) return;
    this.reading = undefined;
    const { weights } = this;
    this.starting = true;
    this.error = await this.app.runs.rewind(this.run.id, to);
    this.starting = false;
    if (this.run && weights) this.#rewound = { runId: this.run.id, weights };
    const { config } = this;
    if (config) this.settings.learningRate = config.learningRate;
  }

  /** After a divergence: back to the start of its epoch, to go on from there with another rate. */
  async rewindWith(learningRate: number): Promise<void> {
    await this.rewind('epoch');
    if (this.error === null) await this.useRate(learningRate);
  }

  /** Sets a rate; a run that is under way goes on with it. */
  async useRate(learningRate: number): Promise<void> {
    this.settings.learningRate = learningRate;
    await this.changeLearningRate(learningRate);
  }

  async #start(paused: boolean): Promise<void> {
    if (!this.canTrain || this.underWay) return;
    const { implementation } = this.settings;
    this.reading = undefined;
    this.starting = true;
    const config = configOf(this.settings);
    // A run that is asked for while the trainer starts begins as soon as it is there.
    const engine = await this.app.trainer.ready();
    if (engine) {
      const request = { lab: 'linear', implementation, config } as const;
      this.error = await this.app.runs.start(request, paused, engine, MADE_UP);
    }
    this.starting = false;
  }

  async #control(action: 'pause' | 'resume' | 'step' | 'stop'): Promise<void> {
    if (this.underWay) this.error = await this.app.runs.control(action);
  }
}
