import * as v from 'valibot';
import { linearFields, type NumberField } from '#contract/fields';
import type { LinearData } from '#contract/linear';
import { linearConfigSchema, type LinearConfig } from '#contract/run';
import { likeliestSigma } from '#lessons/normal';
import type { App } from '../../state/app.svelte';
import { LiveAnswer } from '../../state/live-answer.svelte';
import type { FollowedRun } from '../../state/run.svelte';
import { residualsOf, shifted, type Line } from './residuals';
import { bridgeFields, defaultSettings, normalLabSchema, type NormalLabSettings } from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'normal-distribution';

/** The settings of section 3.2, for the examples made here. */
const notesConfig: LinearConfig = v.parse(linearConfigSchema, {
  learningRate: linearFields.learningRate.default,
  batchSize: linearFields.batchSize.default,
  epochs: linearFields.epochs.default,
  seed: linearFields.seed.default,
});

/** Where a linear regression run stands: at the end, in its midst, or nowhere yet. */
function lineOf({ record, progress }: FollowedRun): Line | null {
  if (record.lab !== 'linear') return null;
  if (record.final) return record.final;
  const path = progress?.linear?.path;
  const [w1, w2, b] = [path?.w1.at(-1), path?.w2.at(-1), path?.b.at(-1)];
  return w1 === undefined || w2 === undefined || b === undefined ? null : { w: [w1, w2], b };
}

/** What is set in the lab, and the residuals that it is about. */
export class NormalLab {
  settings = $state<NormalLabSettings>(defaultSettings);
  readonly data: LiveAnswer<LinearData>;

  /** The newest linear regression run, if it is the chosen source. */
  readonly run = $derived.by(() =>
    this.settings.source === 'run' ? this.app.runs.latest('linear') : null,
  );
  readonly #config = $derived.by((): LinearConfig => {
    const record = this.run?.record;
    return record?.lab === 'linear' ? record.config : { ...notesConfig, seed: this.settings.seed };
  });
  readonly #runLine = $derived.by(() => (this.run ? lineOf(this.run) : null));
  /** The line whose residuals are shown. */
  readonly line = $derived.by(() => this.#runLine ?? this.data.value?.analytic ?? null);
  /** Whether that line is the run's own, not the analytic solution. */
  readonly trained = $derived.by(() => this.#runLine !== null);

  readonly residuals = $derived.by((): Float64Array | null => {
    const data = this.data.value;
    return data && this.line ? residualsOf(data.features, data.labels, this.line) : null;
  });
  /** The sigma under which the residuals are likeliest: the scale of all that is drawn. */
  readonly scale = $derived.by(() => {
    const sigma = this.residuals ? likeliestSigma(this.residuals) : NaN;
    return Number.isFinite(sigma) && sigma > 0 ? sigma : null;
  });
  readonly noise = $derived.by(() => this.settings.noise * (this.scale ?? NaN));
  readonly shift = $derived.by(() => this.settings.shift * (this.scale ?? NaN));
  /** The residuals of the line where it has been moved to. */
  readonly moved = $derived.by(() => (this.residuals ? shifted(this.residuals, this.shift) : null));
  /** The likeliest sigma of the moved line. */
  readonly best = $derived.by(() => (this.moved ? likeliestSigma(this.moved) : NaN));

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, normalLabSchema);
    this.data = new LiveAnswer(app.client, (output) => 'features' in output);
  }

  /** Asks for the examples: again whenever their settings change, or the trainer is there again. */
  askForData(): void {
    if (this.app.trainer.engine === null) return;
    const { seed, initStd, numExamples, noise, trueW1, trueW2, trueB } = this.#config;
    this.data.ask({
      task: 'linearData',
      input: { seed, initStd, numExamples, noise, trueW1, trueW2, trueB },
    });
  }

  setNoise(sigma: number): void {
    this.settings.noise = this.#inUnits(bridgeFields.noise, sigma);
  }

  setShift(shift: number): void {
    this.settings.shift = this.#inUnits(bridgeFields.shift, shift);
  }

  #inUnits({ min, max, default: usual }: NumberField, value: number): number {
    return this.scale === null ? usual : Math.min(max, Math.max(min, value / this.scale));
  }

  /** Keeps what is set for the next launch. Setting something is what this lab is about. */
  keep(): void {
    this.app.settings.changeLab(LAB, { ...this.settings });
    this.app.settings.markDone(LAB);
  }

  reset(): void {
    this.settings = this.app.settings.initial(LAB, normalLabSchema);
    this.app.settings.changeLab(LAB, { ...this.settings });
  }
}
