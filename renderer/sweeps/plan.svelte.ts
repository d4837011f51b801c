import {
  batchSizesOf,
  cellCount,
  learningRatesOf,
  MAX_CELLS,
  type SweepCell,
  type SweepRequest,
} from '#contract/sweep';
import type { SoftmaxImplementation } from '#contract/run';
import type { App } from '../state/app.svelte';
import { estimate, type Estimate } from './estimate';
import { requestOf, SWEEPS, sweepSettingsSchema, type SweepSettings } from './settings';

type Field = Exclude<keyof SweepSettings, 'search' | 'implementation'>;

/** Why a plan cannot be started. */
export type PlanProblem = 'order' | 'tooMany';

/** What the next sweep is to try. */
export class SweepPlan {
  settings: SweepSettings;
  /** Whether each field's text is a value it allows. */
  valid = $state<Record<Field, boolean>>({
    ...{ rateFrom: true, rateTo: true, rateSteps: true },
    ...{ sizeFrom: true, sizeTo: true, sizeSteps: true },
    ...{ samples: true, epochs: true, seed: true, numTrain: true },
  });
  /** A start is on its way to main. */
  starting = $state(false);

  constructor(private readonly app: App) {
    this.settings = $state(app.settings.lab(SWEEPS, sweepSettingsSchema));
  }

  /** What trains, or would. */
  get implementation(): SoftmaxImplementation {
    const { implementation } = this.settings;
    const graph = this.app.trainer.engine?.graph;
    return implementation === 'graph' && graph && !graph.available ? 'scratch' : implementation;
  }
  get request(): SweepRequest {
    return { ...requestOf(this.settings), implementation: this.implementation };
  }
  get problem(): PlanProblem | null {
    const { learningRate, batchSize } = this.request;
    if (learningRate.from > learningRate.to || batchSize.from > batchSize.to) return 'order';
    return cellCount(this.request) > MAX_CELLS ? 'tooMany' : null;
  }
  get isValid(): boolean {
    return Object.values(this.valid).every(Boolean) && this.problem === null;
  }
  get canStart(): boolean {
    return (
      this.isValid &&
      this.app.trainer.status.state !== 'failed' &&
      this.app.dataset.status.state !== 'missing' &&
      this.app.sweeps.underWay === null &&
      this.app.runs.underWay === null &&
      !this.starting
    );
  }
  get estimate(): Estimate {
    return estimate(this.request, this.app.history.list?.runs ?? []);
  }
  /** All pairs, none of them trained: which of them a random search draws, main knows. */
  get cells(): SweepCell[] {
    const rates = learningRatesOf(this.request);
    return batchSizesOf(this.request).flatMap((batchSize) =>
      rates.map((learningRate) => ({ learningRate, batchSize, state: 'waiting' as const })),
    );
  }

  /** Keeps what is set for the next launch. */
  keep(): void {
    this.app.settings.changeLab(SWEEPS, { ...this.settings });
  }

  /** @returns the id of the sweep that began, or null */
  async start(request: SweepRequest): Promise<string | null> {
    this.starting = true;
    try {
      return await this.app.sweeps.start(request);
    } finally {
      this.starting = false;
    }
  }
}
