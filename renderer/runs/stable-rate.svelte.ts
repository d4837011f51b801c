import type { AppErrorData } from '#contract/errors';
import type { RunRequest } from '#contract/run';
import type { StableRate } from '#contract/stable-rate';
import type { TaskOutput } from '#contract/tasks';
import type { Client } from '../api';
import { runTask } from '../state/task';
import { curvatureKey } from './doctor';

const isStableRate = (output: TaskOutput): output is StableRate => 'curvature' in output;

/** Asks the trainer for the learning rate above which a run would run away, and remembers the last answer. */
export class StableRateFinder {
  #found = $state.raw<{ readonly key: string; readonly rate: StableRate } | null>(null);
  /** What is done of the search, a fraction; null while there is none. */
  share = $state<number | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  #asking: { readonly key: string; readonly abort: AbortController } | null = null;

  constructor(private readonly client: Client) {}

  /** What was found for these settings, if it was. */
  of(request: RunRequest): StableRate | undefined {
    return this.#found?.key === curvatureKey(request) ? this.#found.rate : undefined;
  }

  /** Looks for it, unless it is known or being looked for; a search for other settings is called off. */
  async find(request: RunRequest): Promise<void> {
    const key = curvatureKey(request);
    if (this.of(request) || this.#asking?.key === key) return;
    this.cancel();
    const asking = { key, abort: new AbortController() };
    this.#asking = asking;
    this.error = null;
    this.share = 0;
    const question = { task: 'stableRate', input: { request } } as const;
    const reply = await runTask(this.client, question, isStableRate, {
      signal: asking.abort.signal,
      progress: (done, total) => {
        if (this.#asking === asking) this.share = done / total;
      },
    });
    if (this.#asking !== asking) return;
    this.#asking = null;
    this.share = null;
    if (reply.ok) this.#found = { key, rate: reply.value };
    else if (reply.error.code !== 'cancelled') this.error = reply.error;
  }

  cancel(): void {
    this.#asking?.abort.abort();
    this.#asking = null;
    this.share = null;
  }
}
