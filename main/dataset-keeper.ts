/** The data set as the app stands to it: looked for, picked or downloaded, and handed to the trainer once it is there. */
import type { DatasetStatus } from '#contract/dataset';
import { AppError } from '#contract/errors';
import {
  downloadDataset,
  findDataset,
  importDataset,
  type DatasetFound,
  type DatasetPlaces,
} from './dataset';
import type { Emit } from './event-bus';
import { latestWins } from './latest-wins';
import type { Logger } from './logger';
import type { TrainerHost } from './trainer/host';

const DOWNLOAD_INTERVAL_MS = 100;

export interface DatasetKeeperOptions {
  readonly places: DatasetPlaces;
  readonly host: TrainerHost;
  readonly emit: Emit;
  readonly log: Logger;
  readonly fetch: typeof globalThis.fetch;
}

export class DatasetKeeper {
  readonly #options: DatasetKeeperOptions;
  #status: DatasetStatus = { state: 'looking' };
  #looking: Promise<void> = Promise.resolve();
  #download: { readonly done: Promise<DatasetStatus>; readonly abort: AbortController } | null =
    null;

  constructor(options: DatasetKeeperOptions) {
    this.#options = options;
  }

  get status(): DatasetStatus {
    return this.#status;
  }

  /** The status, once it is known whether there is a data set. */
  async settled(): Promise<DatasetStatus> {
    await this.#looking;
    return this.#status;
  }

  /** Looks in the usual places. */
  look(): void {
    this.#looking = this.#find(false);
  }

  /** Takes over the set at the places that a person picked; what is in use already stays if it is not there. */
  async pick(picked: readonly string[]): Promise<DatasetStatus> {
    return this.#adopt(await importDataset(this.#options.places, picked));
  }

  /** Downloads the set; a second call joins the download under way. @throws {AppError} `cancelled`, `diskFull`, `notWritable` */
  download(): Promise<DatasetStatus> {
    this.#download ??= this.#startDownload();
    return this.#download.done;
  }

  cancelDownload(): void {
    this.#download?.abort.abort();
  }

  #startDownload() {
    const { emit, fetch, places } = this.#options;
    const abort = new AbortController();
    const progress = latestWins(
      DOWNLOAD_INTERVAL_MS,
      (bytes: { received: number; total: number }) => {
        emit('download', bytes);
      },
    );
    const onProgress = (received: number, total: number) => {
      progress.push({ received, total });
    };
    const done = downloadDataset(places, { fetch, signal: abort.signal, onProgress })
      .then((found) => this.#adopt(found))
      .finally(() => {
        progress.flush();
        this.#download = null;
      });
    return { done, abort };
  }

  async #find(recheck: boolean): Promise<void> {
    this.#set({ state: 'looking' });
    try {
      const found = await findDataset(this.#options.places, { recheck });
      this.#set(found.status);
      if (found.files) this.#load(found.files, !recheck);
    } catch (error) {
      this.#options.log.error('the data set could not be looked for', error);
      this.#set({ state: 'missing', tried: [] });
    }
  }

  #adopt(found: DatasetFound): DatasetStatus {
    if (found.files) {
      this.#set(found.status);
      this.#load(found.files, true);
    } else if (this.#status.state === 'missing') {
      this.#set({ state: 'missing', tried: [...this.#status.tried, ...found.status.tried] });
    }
    return found.status;
  }

  /** Hands the files to the trainer. Where it finds that they are not what they were, all places are checked again, once. */
  #load(files: NonNullable<DatasetFound['files']>, checkAgain: boolean): void {
    this.#options.host.setDataset(files).catch((error: unknown) => {
      const refused = error instanceof AppError && error.code === 'dataMissing';
      if (!refused) return;
      this.#options.log.warn('the trainer refused the data set');
      if (checkAgain) this.#looking = this.#find(true);
      else this.#set({ state: 'missing', tried: [] });
    });
  }

  #set(status: DatasetStatus): void {
    this.#status = status;
    this.#options.emit('dataset', status);
  }
}
