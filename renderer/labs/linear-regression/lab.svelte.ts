import type { AppErrorData } from '#contract/errors';
import type { LinearData } from '#contract/linear';
import type { LinearConfig, RunRequest } from '#contract/run';
import type { TaskOutput } from '#contract/tasks';
import type { App } from '../../state/app.svelte';
import { LiveAnswer } from '../../state/live-answer.svelte';
import type { FollowedRun } from '../../state/run.svelte';
import { RunLab } from '../run-lab.svelte';
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
export class LinearLab extends RunLab<LinearLabSettings> {
  settings = $state<LinearLabSettings>(notesSettings);
  valid = $state<Record<FieldName, boolean>>({ ...allValid });
  /** The point of the path that is being read: figures and fitted line are those of then. */
  reading = $state<number>();
  readonly #data: LiveAnswer<LinearData>;

  /** Where a rewound run stands before its first step. */
  #rewound = $state.raw<{ readonly runId: string; readonly weights: Weights } | null>(null);

  constructor(app: App) {
    super(app, LAB, 'linear');
    this.settings = app.settings.lab(LAB, linearLabSchema);
    this.#data = new LiveAnswer(app.client, isLinearData);
  }

  /** The lab's run, as long as it is one on the data that are set. */
  override get run(): FollowedRun | null {
    const run = super.run;
    if (run?.record.lab !== 'linear') return null;
    return run.underWay || sameData(run.record.config, this.settings) ? run : null;
  }
  /** What the run on show was started with. */
  get config(): LinearConfig | null {
    const record = this.run?.record;
    return record?.lab === 'linear' ? record.config : null;
  }
  /** The formula takes no steps: what shapes them has no meaning for it. */
  override get stepless(): boolean {
    return this.settings.implementation === 'analytic';
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

  /** Folds the fields of the data in or out; what was typed there and is not allowed is dropped. */
  toggleData(): void {
    this.settings.dataOpen = !this.settings.dataOpen;
    if (!this.settings.dataOpen) for (const name of dataFields) this.valid[name] = true;
    this.keep();
  }

  override reset(): void {
    this.reading = undefined;
    super.reset();
  }

  /** What is on show stays: the feature, and whether the fields of the data are unfolded. */
  protected initial(): LinearLabSettings {
    const { feature, dataOpen } = this.settings;
    return { ...this.app.settings.initial(LAB, linearLabSchema), feature, dataOpen };
  }

  protected async launch(paused: boolean): Promise<AppErrorData | null> {
    this.reading = undefined;
    const { request } = this;
    // A run that is asked for while the trainer starts begins as soon as it is there.
    const engine = await this.app.trainer.ready();
    return engine ? this.app.runs.start(request, paused, engine, MADE_UP) : null;
  }

  protected rewinding(): () => void {
    this.reading = undefined;
    const { weights } = this;
    return () => {
      if (this.run && weights) this.#rewound = { runId: this.run.id, weights };
      if (this.config) this.settings.learningRate = this.config.learningRate;
    };
  }
}
