import * as v from 'valibot';
import type { EngineInfo } from '#contract/engine';
import type { RewindTarget } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { RunRequest, SoftmaxImplementation } from '#contract/run';
import type { RunControls } from '../../components/run-controls';
import type { App } from '../../state/app.svelte';
import { StableRateFinder } from '../../runs/stable-rate.svelte';
import type { FollowedRun } from '../../state/run.svelte';
import { settingsOf, type Experiment } from './experiments';
import {
  furtherChanged,
  notesSettings,
  softmaxLabSchema,
  type SoftmaxLabSettings,
} from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'softmax-regression';

type Field = 'learningRate' | 'batchSize' | 'epochs' | 'seed' | 'initStd' | 'numTrain';

/** What is set in the lab, and what can be done with it now. */
export class SoftmaxLab implements RunControls {
  settings = $state<SoftmaxLabSettings>(notesSettings);
  /** Whether each field's text is a value it allows. */
  valid = $state<Record<Field, boolean>>({
    learningRate: true,
    batchSize: true,
    epochs: true,
    seed: true,
    initStd: true,
    numTrain: true,
  });
  /** Why the last thing that was asked for was refused. */
  error = $state.raw<AppErrorData | null>(null);
  /** The settings beside those of the row are on show. */
  furtherOpen = $state(false);
  /** Where the largest stable learning rate is, is on show. */
  limitOpen = $state(false);
  readonly limit: StableRateFinder;
  /** A start is on its way to main. */
  starting = $state(false);
  /** All three implementations train minibatch by minibatch. */
  readonly canStep = true;

  constructor(private readonly app: App) {
    this.limit = new StableRateFinder(app.client);
    this.settings = this.#settingsOfRun() ?? app.settings.lab(LAB, softmaxLabSchema);
  }

  /** What the run under way was started with: the fields say what is training, whoever started it. */
  #settingsOfRun(): SoftmaxLabSettings | undefined {
    const record = this.run?.record;
    if (!this.underWay || record?.lab !== 'softmax') return undefined;
    const { implementation, config } = record;
    return {
      ...config,
      implementation,
      learningRate: this.run?.progress?.learningRate ?? config.learningRate,
    };
  }

  get run(): FollowedRun | null {
    return this.app.runs.latest('softmax');
  }
  /** What trains, or would. */
  get implementation(): SoftmaxImplementation {
    return runnable(this.settings.implementation, this.app.trainer.engine);
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
      this.app.dataset.status.state !== 'missing' &&
      !this.blocked &&
      !this.starting &&
      // A sheet asks for the prediction first.
      this.app.sheets.lockOf('train') === undefined
    );
  }

  /** What would be trained now. */
  get request(): RunRequest {
    const { implementation, ...config } = v.parse(softmaxLabSchema, this.settings);
    return {
      lab: 'softmax',
      implementation: runnable(implementation, this.app.trainer.engine),
      config,
    };
  }

  /** Keeps what is set for the next launch. */
  keep(): void {
    this.app.settings.changeLab(LAB, { ...this.settings });
  }

  async train(): Promise<void> {
    await this.#start(false);
  }

  /** Trains one minibatch: of the paused run, or of a new one that starts paused. */
  async step(): Promise<void> {
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

  /** Back to the settings of the notes and an empty chart; the run itself stays in the history. */
  reset(): void {
    this.error = null;
    this.settings = this.app.settings.initial(LAB, softmaxLabSchema);
    this.keep();
    this.app.runs.forget('softmax');
  }

  /** Sets all fields as an experiment has them; it is for the person to train. */
  setUp(experiment: Experiment): void {
    if (this.underWay) return;
    this.error = null;
    this.settings = settingsOf(experiment);
    this.furtherOpen ||= furtherChanged(this.settings) > 0;
    this.keep();
  }

  /** After a divergence: half of that run's rate, and again. */
  async halveAndTrain(): Promise<void> {
    const rate = this.run?.record.config.learningRate ?? this.settings.learningRate;
    this.settings.learningRate = rate / 2;
    this.keep();
    await this.train();
  }

  /** After a divergence: back to where it was finite, to look at the bad step or to go on with another rate. */
  async rewind(to: RewindTarget): Promise<void> {
    if (!this.run?.divergence || this.starting) return;
    this.starting = true;
    this.error = await this.app.runs.rewind(this.run.id, to);
    this.starting = false;
    this.settings = this.#settingsOfRun() ?? this.settings;
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
    this.starting = true;
    this.error = await this.#startOnceReady(v.parse(softmaxLabSchema, this.settings), paused);
    this.starting = false;
  }

  /** A run that is asked for while the trainer starts begins as soon as it is there. */
  async #startOnceReady(
    { implementation, ...config }: SoftmaxLabSettings,
    paused: boolean,
  ): Promise<AppErrorData | null> {
    const engine = await this.app.trainer.ready();
    const dataset = await this.app.dataset.settled();
    // What is missing is on the page already, with the ways out.
    if (!engine || dataset.state !== 'ready') return null;
    const { name, sha256 } = dataset;
    const request: RunRequest = {
      lab: 'softmax',
      implementation: runnable(implementation, engine),
      config,
    };
    return this.app.runs.start(request, paused, engine, { name, sha256 });
  }

  async #control(action: 'pause' | 'resume' | 'step' | 'stop'): Promise<void> {
    if (this.underWay) this.error = await this.app.runs.control(action);
  }
}

/** The implementation that is set, or the code from scratch where the engine cannot run the graph. */
function runnable(
  implementation: SoftmaxImplementation,
  engine: EngineInfo | null,
): SoftmaxImplementation {
  return implementation === 'graph' && engine?.graph.available === false
    ? 'scratch'
    : implementation;
}
