import * as v from 'valibot';
import type { EngineInfo } from '#contract/engine';
import type { AppErrorData } from '#contract/errors';
import type { RunRequest, SoftmaxImplementation } from '#contract/run';
import type { App } from '../../state/app.svelte';
import { RunLab } from '../run-lab.svelte';
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
export class SoftmaxLab extends RunLab<SoftmaxLabSettings> {
  settings = $state<SoftmaxLabSettings>(notesSettings);
  valid = $state<Record<Field, boolean>>({
    learningRate: true,
    batchSize: true,
    epochs: true,
    seed: true,
    initStd: true,
    numTrain: true,
  });
  /** The settings beside those of the row are on show. */
  furtherOpen = $state(false);
  /** All three implementations train minibatch by minibatch. */
  readonly canStep = true;

  constructor(app: App) {
    super(app, LAB, 'softmax');
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

  /** What trains, or would. */
  get implementation(): SoftmaxImplementation {
    return runnable(this.settings.implementation, this.app.trainer.engine);
  }
  override get canTrain(): boolean {
    return super.canTrain && this.app.dataset.status.state !== 'missing';
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

  /** Sets all fields as an experiment has them; it is for the person to train. */
  setUp(experiment: Experiment): void {
    if (this.underWay) return;
    this.error = null;
    this.settings = settingsOf(experiment);
    this.furtherOpen ||= furtherChanged(this.settings) > 0;
    this.keep();
  }

  protected initial(): SoftmaxLabSettings {
    return this.app.settings.initial(LAB, softmaxLabSchema);
  }

  /** A run that is asked for while the trainer starts begins as soon as it is there. */
  protected async launch(paused: boolean): Promise<AppErrorData | null> {
    const { implementation, ...config } = v.parse(softmaxLabSchema, this.settings);
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

  protected rewinding(): () => void {
    return () => {
      this.settings = this.#settingsOfRun() ?? this.settings;
    };
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
