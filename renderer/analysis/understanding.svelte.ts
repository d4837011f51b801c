import type { ExplainedPicture } from '#contract/analysis';
import type { Split } from '#contract/fashion-mnist';
import type { App } from '../state/app.svelte';
import type { FollowedRun } from '../state/run.svelte';

/** What shows a run that is going on follows it, but not faster than this. */
export const LIVE_REST_MS = 1000;

/** What of a run is looked at, shared by all that shows it: the epoch, the split, and the picture that is explained. */
export class Understanding {
  /** Of the matrix and the lists of pictures. */
  split = $state<Split>('test');
  /** The picture whose label is explained. */
  explained = $state.raw<ExplainedPicture | null>(null);
  #at = $state.raw<{ readonly runId: string; readonly epoch: number }>();
  #kept = $state.raw<{ readonly runId: string; readonly epochs: readonly number[] }>();

  /** @param current the run on show */
  constructor(
    private readonly app: App,
    private readonly current: () => FollowedRun | null,
  ) {}

  get run(): FollowedRun | null {
    return this.current();
  }

  /** The run has weights: nothing can be said of it before. */
  get trained(): boolean {
    return (this.run?.epochs.length ?? 0) > 0;
  }

  /** The epochs of a finished run whose weights are kept, ascending. */
  get epochs(): readonly number[] {
    const { run } = this;
    return run && !run.underWay && this.#kept?.runId === run.id ? this.#kept.epochs : [];
  }

  /** The epoch that the time machine stands at; undefined at the run's end, and while it goes on. */
  get epoch(): number | undefined {
    const { run, epochs } = this;
    const at = this.#at;
    return at && at.runId === run?.id && epochs.includes(at.epoch) && at.epoch !== epochs.at(-1)
      ? at.epoch
      : undefined;
  }

  /** Names the weights on show: another key, and what was computed from them is to be computed again. */
  get key(): string {
    return `${this.run?.id ?? ''} ${this.epoch ?? 'last'} ${this.run?.epochs.length ?? 0}`;
  }

  /** What a call takes to find the weights on show. */
  get weights(): { readonly runId: string; readonly epoch?: number } {
    const { run, epoch } = this;
    return { runId: run?.id ?? '', ...(epoch === undefined ? {} : { epoch }) };
  }

  goTo(epoch: number): void {
    if (this.run) this.#at = { runId: this.run.id, epoch };
  }

  /** Finds out to which epochs the time machine can go; to be called when a run came to its end. */
  async look(): Promise<void> {
    const { run } = this;
    if (!run || run.underWay || this.#kept?.runId === run.id) return;
    const reply = await this.app.client.call('getWeightEpochs', { id: run.id });
    // The page without it is the page as it was.
    if (reply.ok) this.#kept = { runId: run.id, epochs: reply.value };
  }
}
