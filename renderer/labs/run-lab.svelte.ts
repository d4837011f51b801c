import type { RewindTarget } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { RunRequest } from '#contract/run';
import type { RunControls } from '../components/run-controls';
import { StableRateFinder } from '../runs/stable-rate.svelte';
import type { App } from '../state/app.svelte';
import type { FollowedRun } from '../state/run.svelte';

type RunLabSettings = Record<string, boolean | number | string> & { learningRate: number };

/** What a lab that trains does with its runs, whatever they train: starts and steers them, and goes back after a divergence. */
export abstract class RunLab<
  Settings extends RunLabSettings = RunLabSettings,
> implements RunControls {
  abstract settings: Settings;
  /** Whether each field's text is a value it allows. */
  abstract valid: Readonly<Record<string, boolean>>;
  /** Why the last thing that was asked for was refused. */
  error = $state.raw<AppErrorData | null>(null);
  /** A start is on its way to main. */
  starting = $state(false);
  /** Where the largest stable learning rate is, is on show. */
  limitOpen = $state(false);
  readonly limit: StableRateFinder;

  /**
   * @param id the lab's folder and its key in the settings
   * @param kind what it trains
   */
  constructor(
    protected readonly app: App,
    private readonly id: string,
    readonly kind: RunRequest['lab'],
  ) {
    this.limit = new StableRateFinder(app.client);
  }

  /** The settings of the notes, or those of the open sheet. */
  protected abstract initial(): Settings;
  /** Asks for a run of what is set. Answers with the error where main refuses; what is missing is on the page already. */
  protected abstract launch(paused: boolean): Promise<AppErrorData | null>;
  /** A run is about to be rewound. @returns what there is to do once it was */
  protected abstract rewinding(): () => void;

  /** What would be trained now. */
  abstract get request(): RunRequest;
  abstract readonly canStep: boolean;

  /** The run on show. */
  get run(): FollowedRun | null {
    return this.app.runs.latest(this.kind);
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
  /** What is set takes no steps, and knows no learning rate. */
  get stepless(): boolean {
    return false;
  }
  get allValid(): boolean {
    return Object.values(this.valid).every(Boolean);
  }
  get canTrain(): boolean {
    return (
      this.allValid &&
      this.app.trainer.status.state !== 'failed' &&
      !this.blocked &&
      !this.starting &&
      // A sheet asks for the prediction first.
      this.app.sheets.lockOf('train') === undefined
    );
  }

  /** Keeps what is set for the next launch. */
  keep(): void {
    this.app.settings.changeLab(this.id, { ...this.settings });
  }

  async train(): Promise<void> {
    await this.#start(false);
  }

  /** Trains one minibatch: of the paused run, or of a new one that starts paused. */
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

  /** Back to the initial settings and empty charts; the run itself stays in the history. */
  reset(): void {
    this.error = null;
    this.settings = this.initial();
    this.keep();
    this.app.runs.forget(this.kind);
  }

  /** A settled new learning rate; a run that is under way goes on with it. */
  async changeLearningRate(learningRate: number): Promise<void> {
    this.keep();
    if (this.underWay) this.error = await this.app.runs.setLearningRate(learningRate);
  }

  /** Sets a rate; a run that is under way goes on with it. */
  async useRate(learningRate: number): Promise<void> {
    this.settings.learningRate = learningRate;
    await this.changeLearningRate(learningRate);
  }

  /** After a divergence: half of that run's rate, and again. */
  async halveAndTrain(): Promise<void> {
    const { learningRate } = this.run?.record.config ?? this.settings;
    this.settings.learningRate = learningRate / 2;
    this.keep();
    await this.train();
  }

  /** After a divergence: back to where it was finite, to look at the bad step or to go on with another rate. */
  async rewind(to: RewindTarget): Promise<void> {
    if (!this.run?.divergence || this.starting) return;
    const rewound = this.rewinding();
    this.starting = true;
    this.error = await this.app.runs.rewind(this.run.id, to);
    this.starting = false;
    rewound();
  }

  /** After a divergence: back to the start of its epoch, to go on from there with another rate. */
  async rewindWith(learningRate: number): Promise<void> {
    await this.rewind('epoch');
    if (this.error === null) await this.useRate(learningRate);
  }

  async #start(paused: boolean): Promise<void> {
    if (!this.canTrain || this.underWay) return;
    this.starting = true;
    this.error = await this.launch(paused);
    this.starting = false;
  }

  async #control(action: 'pause' | 'resume' | 'step' | 'stop'): Promise<void> {
    if (this.underWay) this.error = await this.app.runs.control(action);
  }
}
