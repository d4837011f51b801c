import type { AppErrorData } from '#contract/errors';
import type { RunProgress } from '#contract/events';
import type {
  SweepAction,
  SweepImport,
  SweepList,
  SweepRecord,
  SweepRequest,
  SweepSummary,
} from '#contract/sweep';
import type { Client } from '../api';

/** The sweeps: those on disk, newest first, and the one that main tells of. */
export class Sweeps {
  list = $state.raw<SweepList | null>(null);
  /** Why the last thing that was asked for was refused. */
  error = $state.raw<AppErrorData | null>(null);
  /** The sweep that was deleted last: it can be brought back until the app is closed. */
  deleted = $state.raw<SweepSummary | null>(null);
  /** What the last results file that was read had in it. */
  imported = $state.raw<SweepImport | null>(null);

  #told = $state.raw<SweepRecord | null>(null);
  #why = $state.raw<AppErrorData | null>(null);
  #progress = $state.raw<RunProgress | null>(null);

  constructor(private readonly client: Client) {}

  /** The sweep that was told of last. */
  get told(): SweepRecord | null {
    return this.#told;
  }
  get underWay(): SweepRecord | null {
    return this.#told?.state === 'running' ? this.#told : null;
  }
  /** Why the sweep that was told of paused by itself, or is not on disk. */
  get why(): AppErrorData | null {
    return this.#why;
  }

  /** What is done of the cell under way, a fraction. */
  get cellShare(): number {
    const progress = this.#progress;
    const running = this.#told?.cells.find(({ state }) => state === 'running');
    if (!progress || progress.runId !== running?.runId || progress.batches === 0) return 0;
    const epochs = progress.epoch - 1 + progress.batch / progress.batches;
    return Math.min(1, epochs / (this.#told?.request.epochs ?? 1));
  }

  follow(): () => void {
    const stops = [
      this.client.on('sweep', ({ record, error }) => {
        this.#told = record;
        this.#why = error ?? null;
      }),
      this.client.on('runProgress', (progress) => {
        if (this.underWay) this.#progress = progress;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    const reply = await this.client.call('listSweeps', undefined);
    if (reply.ok) this.list = reply.value;
    this.error = reply.ok ? null : reply.error;
  }

  /** @returns the sweep of this id, or null, with `error` saying why. */
  async open(id: string): Promise<SweepRecord | null> {
    const reply = await this.client.call('openSweep', { id });
    this.error = reply.ok ? null : reply.error;
    if (!reply.ok) return null;
    if (reply.value.state === 'running') this.#told = reply.value;
    return reply.value;
  }

  /** @returns the id of the sweep that began, or null */
  async start(request: SweepRequest): Promise<string | null> {
    const reply = await this.client.call('startSweep', { request });
    this.error = reply.ok ? null : reply.error;
    if (!reply.ok) return null;
    this.#tell(reply.value);
    return reply.value.id;
  }

  /** @returns the sweep as it is then, or null */
  async control(id: string, action: SweepAction): Promise<SweepRecord | null> {
    const reply = await this.client.call('controlSweep', { id, action });
    this.error = reply.ok ? null : reply.error;
    if (!reply.ok) return null;
    this.#tell(reply.value);
    return reply.value;
  }

  async delete(sweep: SweepSummary): Promise<void> {
    const reply = await this.client.call('deleteSweep', { id: sweep.id });
    if (reply.ok) this.deleted = sweep;
    await this.refresh();
    if (!reply.ok) this.error = reply.error;
  }

  async restore(): Promise<void> {
    if (!this.deleted) return;
    const reply = await this.client.call('restoreSweep', { id: this.deleted.id });
    if (reply.ok) this.deleted = null;
    await this.refresh();
    if (!reply.ok) this.error = reply.error;
  }

  /** Writes the sweep for Ray. @returns the folder's name; null where nothing was written */
  async writeRay(request: SweepRequest): Promise<string | null> {
    const reply = await this.client.call('exportRaySweep', { request });
    this.error = reply.ok ? null : reply.error;
    return reply.ok && reply.value ? reply.value.folder : null;
  }

  /** Reads Ray's results. @returns the new sweep's id; null where nothing was read */
  async readRay(): Promise<string | null> {
    const reply = await this.client.call('importRaySweep', undefined);
    this.error = reply.ok ? null : reply.error;
    if (!reply.ok || !reply.value) return null;
    this.imported = reply.value;
    await this.refresh();
    return reply.value.record.id;
  }

  /** An event that came before this answer is newer. */
  #tell(record: SweepRecord): void {
    if (this.#told?.id === record.id && record.state === 'running') return;
    this.#told = record;
    this.#why = null;
  }
}
