import type { RunList, RunSummary } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { Client } from '../api';

/** The runs on disk, newest first. */
export class History {
  list = $state.raw<RunList | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  /** The run that was deleted last: it can be brought back until the app is closed. */
  deleted = $state.raw<RunSummary | null>(null);

  constructor(private readonly client: Client) {}

  async refresh(): Promise<void> {
    const reply = await this.client.call('listRuns', undefined);
    if (reply.ok) this.list = reply.value;
    this.error = reply.ok ? null : reply.error;
  }

  async delete(run: RunSummary): Promise<void> {
    const reply = await this.client.call('deleteRun', { id: run.id });
    if (reply.ok) this.deleted = run;
    await this.refresh();
    if (!reply.ok) this.error = reply.error;
  }

  async restore(): Promise<void> {
    if (!this.deleted) return;
    const reply = await this.client.call('restoreRun', { id: this.deleted.id });
    if (reply.ok) this.deleted = null;
    await this.refresh();
    if (!reply.ok) this.error = reply.error;
  }
}
