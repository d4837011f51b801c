import type { AppErrorData } from '#contract/errors';
import type { ImplementationTime } from '#contract/timing';
import type { App } from '../../state/app.svelte';
import { runTask } from '../../state/task';

/** What a minibatch costs each implementation, measured when asked for. */
export class ImplementationTimes {
  times = $state.raw<{
    readonly batchSize: number;
    readonly implementations: readonly ImplementationTime[];
  } | null>(null);
  progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  #controller = new AbortController();

  constructor(private readonly app: App) {}

  /** Nothing else is being computed that would disturb the measurement. */
  get canMeasure(): boolean {
    return (
      this.app.trainer.engine !== null && this.app.dataset.ready && this.app.runs.underWay === null
    );
  }

  async measure(batchSize: number, seed: number): Promise<void> {
    if (!this.canMeasure || this.progress) return;
    const { signal } = (this.#controller = new AbortController());
    this.error = null;
    this.progress = { done: 0, total: 1 };
    const reply = await runTask(
      this.app.client,
      { task: 'implementationTimes', input: { batchSize, seed } },
      (output) => 'implementations' in output,
      { signal, progress: (done, total) => (this.progress = { done, total }) },
    );
    this.progress = null;
    if (reply.ok) this.times = { batchSize, ...reply.value };
    else if (!signal.aborted) this.error = reply.error;
  }

  cancel(): void {
    this.#controller.abort();
  }
}
