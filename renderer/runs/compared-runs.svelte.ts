import { isUnderWay, type RunRecord, type RunSummary } from '#contract/run';
import type { App } from '../state/app.svelte';

/** The runs that are ticked, in the order in which they were, with their epochs read from disk. */
export class ComparedRuns {
  readonly summaries: readonly RunSummary[] = $derived.by(() => {
    const byId = Object.fromEntries(this.app.history.own.map((run) => [run.id, run]));
    return this.app.runList.chosen.flatMap((id) => byId[id] ?? []);
  });
  /** Those that have been read; the one under way is as it is now. */
  readonly records: readonly RunRecord[] = $derived.by(() =>
    this.summaries.flatMap(({ id }) => {
      const live = this.app.runs.underWay;
      return (live?.id === id ? live.record : this.#opened[id]) ?? [];
    }),
  );
  #opened = $state.raw<Readonly<Record<string, RunRecord>>>({});
  /** Those that are on their way already. */
  #asked: readonly string[] = [];

  constructor(private readonly app: App) {}

  /** Reads what is not read yet, and again what went on since. An effect's work: it is done again when the choice changes. */
  follow(): void {
    const missing = this.summaries.filter(
      ({ id, epochsDone, state }) =>
        this.app.runs.underWay?.id !== id &&
        !isUnderWay(state) &&
        this.#opened[id]?.epochs.length !== epochsDone,
    );
    if (missing.length > 0) void this.#open(missing);
  }

  async #open(wanted: readonly RunSummary[]) {
    const { client, history, runList } = this.app;
    const fresh = wanted.filter(({ id }) => !this.#asked.includes(id));
    this.#asked = [...this.#asked, ...fresh.map(({ id }) => id)];
    const replies = await Promise.all(
      fresh.map(async ({ id }) => ({ id, reply: await client.call('openRun', { id }) })),
    );
    const read = replies.flatMap(({ id, reply }) => (reply.ok ? [[id, reply.value] as const] : []));
    if (read.length > 0) this.#opened = { ...this.#opened, ...Object.fromEntries(read) };
    for (const { id, reply } of replies) {
      this.#asked = this.#asked.filter((one) => one !== id);
      if (reply.ok) continue;
      history.error = reply.error;
      runList.chosen = runList.chosen.filter((one) => one !== id);
    }
  }
}
