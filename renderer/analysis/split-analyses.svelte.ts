import type { SplitAnalysis } from '#contract/analysis';
import type { AppErrorData } from '#contract/errors';
import type { App } from '../state/app.svelte';
import { LatestCall } from './latest-call.svelte';
import { LIVE_REST_MS, type Understanding } from './understanding.svelte';

/** The matrix and the calibration of the split that is looked at, as the run goes on and the time machine moves. */
export class SplitAnalyses {
  readonly #call: LatestCall<'analyseSplit'>;

  constructor(
    app: App,
    private readonly understanding: () => Understanding,
  ) {
    this.#call = new LatestCall(app.client, 'analyseSplit');
  }

  /** The last answer that is of this run and this split; the next epoch's takes its place when it is there. */
  get shown(): SplitAnalysis | undefined {
    const { run, split, trained } = this.understanding();
    const { answer } = this.#call;
    const isOfRun = trained && answer?.key.startsWith(`${split} ${run?.id} `);
    return isOfRun ? answer?.value : undefined;
  }

  get error(): AppErrorData | null {
    return this.#call.error;
  }

  /** Asks for what is to be shown now. An effect's work: it is done again when that changes. */
  follow(): () => void {
    const { run, split, key, weights, trained } = this.understanding();
    if (trained) {
      const restMs = run?.record.state === 'running' ? LIVE_REST_MS : 0;
      this.#call.ask(`${split} ${key}`, { ...weights, split }, restMs);
    } else {
      this.#call.clear();
    }
    return () => this.#call.stop();
  }
}
