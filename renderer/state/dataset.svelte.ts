import type { DatasetStatus } from '#contract/dataset';
import type { AppErrorData } from '#contract/errors';
import type { Events } from '#contract/events';
import type { MirrorName } from '#contract/upkeep';
import type { Client } from '../api';
import { ownClasses } from './own-classes.svelte';
import { Waiting } from './waiting';

/** Fashion-MNIST on this machine, and the ways to get it where it is missing. */
export class Dataset {
  #status = $state.raw<DatasetStatus>({ state: 'looking' });
  readonly #waiting = new Waiting<DatasetStatus>();
  /** The download under way. */
  download = $state.raw<Events['download'] | null>(null);
  error = $state.raw<AppErrorData | null>(null);

  readonly ready = $derived(this.#status.state === 'ready');

  constructor(private readonly client: Client) {}

  get status(): DatasetStatus {
    return this.#status;
  }

  set status(status: DatasetStatus) {
    this.#status = status;
    if (status.state === 'ready') ownClasses.names = status.classes ?? null;
    if (status.state !== 'looking') this.#waiting.tell(status);
  }

  /** The status once it is known whether there is a data set. */
  async settled(): Promise<DatasetStatus> {
    return this.#status.state === 'looking' ? this.#waiting.next() : this.#status;
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    const stops = [
      this.client.on('dataset', (status) => (this.status = status)),
      this.client.on('download', (progress) => (this.download = progress)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async pick(what: 'folder' | 'files' = 'folder'): Promise<void> {
    this.error = null;
    const reply = await this.client.call('pickDataset', { what });
    if (!reply.ok) this.error = reply.error;
    else if (reply.value) this.status = reply.value;
  }

  async fetch(mirror?: MirrorName): Promise<void> {
    this.error = null;
    this.download = { received: 0, total: null };
    const reply = await this.client.call('downloadDataset', mirror && { mirror });
    this.download = null;
    if (reply.ok) this.status = reply.value;
    else if (reply.error.code !== 'cancelled') this.error = reply.error;
  }

  async cancelDownload(): Promise<void> {
    await this.client.call('cancelDownload', undefined);
  }
}
