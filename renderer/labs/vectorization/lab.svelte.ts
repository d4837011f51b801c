import type { AppErrorData } from '#contract/errors';
import { additionWays, type AdditionTiming, type AdditionWay } from '#contract/vectorization';
import type { App } from '../../state/app.svelte';
import { keptLab } from '../kept-lab';
import { runTask } from '../../state/task';
import { defaultSettings, vectorizationLabSchema, type VectorizationLabSettings } from './settings';
import { medians, sizesUpTo, stoppedItself } from './timings';

/** This lab's folder and its key in the settings. */
export const LAB = 'vectorization';

/** What is being timed. */
interface UnderWay {
  readonly n: number;
  readonly way: AdditionWay;
  /** Timings done, of those to come at the most. */
  readonly done: number;
  readonly total: number;
}

/** What is set in the lab, and what was measured. */
export class VectorizationLab {
  settings = $state<VectorizationLabSettings>(defaultSettings);
  valid = $state({ repeats: true, budgetMs: true });
  timings = $state.raw<readonly AdditionTiming[]>([]);
  /** The n from which one call is faster than the loop; null where there is none. */
  crossover = $state.raw<number | null>(null);
  /** All n were timed. */
  complete = $state(false);
  underWay = $state.raw<UnderWay | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  #controller = new AbortController();

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, vectorizationLabSchema);
  }

  get canMeasure(): boolean {
    return (
      Object.values(this.valid).every(Boolean) &&
      this.app.trainer.engine !== null &&
      this.app.runs.underWay === null
    );
  }

  keep(): void {
    this.app.settings.changeLab(LAB, { ...this.settings });
  }

  cancel(): void {
    this.#controller.abort();
  }

  /** Back to the first settings and an empty chart. */
  reset(): void {
    this.cancel();
    this.settings = this.app.settings.initial(LAB, vectorizationLabSchema);
    this.keep();
    this.#clear();
  }

  /** Times one n after the other; a way that stopped itself is left out from then on. */
  async measure(): Promise<void> {
    if (!this.canMeasure || this.underWay) return;
    this.#clear();
    const { signal } = (this.#controller = new AbortController());
    const sizes = sizesUpTo(this.settings.largestPower);
    const total = sizes.length * additionWays.length;
    let ways: readonly AdditionWay[] = additionWays;
    for (const [index, n] of sizes.entries()) {
      const before = index * additionWays.length;
      const follow = (done: number) => {
        const way = ways[done];
        if (way) this.underWay = { n, way, done: before + done, total };
      };
      follow(0);
      const reply = await runTask(
        this.app.client,
        {
          task: 'vectorization',
          input: {
            n,
            ways: [...ways],
            repeats: this.settings.repeats,
            budgetMs: this.settings.budgetMs,
          },
        },
        (output) => 'timings' in output,
        { signal, progress: follow },
      );
      if (signal.aborted) break;
      if (!reply.ok) {
        this.error = reply.error;
        break;
      }
      const { timings } = reply.value;
      this.timings = [...this.timings, ...timings];
      ways = ways.filter((way) => !timings.some((one) => one.way === way && stoppedItself(one)));
      await this.#findCrossover(signal);
    }
    this.complete = !signal.aborted && this.error === null;
    this.underWay = null;
    if (this.complete) this.app.settings.markDone(LAB);
  }

  async #findCrossover(signal: AbortSignal): Promise<void> {
    const reply = await runTask(
      this.app.client,
      { task: 'crossover', input: medians(this.timings) },
      (output) => 'n' in output,
    );
    if (!signal.aborted) this.crossover = reply.ok ? reply.value.n : null;
  }

  #clear(): void {
    this.timings = [];
    this.crossover = null;
    this.complete = false;
    this.error = null;
  }
}

export const labOf = keptLab(
  (app) => new VectorizationLab(app),
  (lab) => lab.cancel(),
);
