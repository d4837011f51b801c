import type { RunSummary } from '#contract/run';
import type { RunList } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { RunLabels } from '#contract/run-labels';
import type { Client } from '../api';

/** The runs on disk, newest first. */
export class History {
  list = $state.raw<RunList | null>(null);
  /** Those that were started by themselves: the cells of sweeps have a page of their own. */
  readonly own = $derived(this.list?.runs.filter(({ sweep }) => sweep === undefined) ?? []);
  error = $state.raw<AppErrorData | null>(null);
  /** The runs that were deleted last: they can be brought back until the app is closed. */
  deleted = $state.raw<readonly RunSummary[]>([]);

  constructor(private readonly client: Client) {}

  async refresh(): Promise<void> {
    const reply = await this.client.call('listRuns', undefined);
    if (reply.ok) this.list = reply.value;
    this.error = reply.ok ? null : reply.error;
  }

  /** Deletes runs, one after the other; those that cannot be stay, and the last reason is told. */
  async delete(runs: readonly RunSummary[]): Promise<void> {
    const gone: RunSummary[] = [];
    let error: AppErrorData | null = null;
    for (const run of runs) {
      const reply = await this.client.call('deleteRun', { id: run.id });
      if (reply.ok) gone.push(run);
      else error = reply.error;
    }
    if (gone.length > 0) this.deleted = gone;
    await this.refresh();
    this.error ??= error;
  }

  async restore(): Promise<void> {
    const still: RunSummary[] = [];
    let error: AppErrorData | null = null;
    for (const run of this.deleted) {
      const reply = await this.client.call('restoreRun', { id: run.id });
      if (reply.ok) continue;
      still.push(run);
      error = reply.error;
    }
    this.deleted = still;
    await this.refresh();
    this.error ??= error;
  }

  /** Writes labels on runs. Answers with why the last one of those that refused did. */
  async label(ids: readonly string[], labels: RunLabels): Promise<AppErrorData | null> {
    let error: AppErrorData | null = null;
    for (const id of ids) {
      const reply = await this.client.call('labelRun', { id, labels });
      if (!reply.ok) error = reply.error;
    }
    await this.refresh();
    return error;
  }
}
