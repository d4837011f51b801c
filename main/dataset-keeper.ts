/** The data set as the app stands to it: looked for, picked or downloaded, and handed to the trainer once it is there. */
import type { DatasetStatus } from '#contract/dataset';
import { AppError } from '#contract/errors';
import type { ManifestSource } from '#contract/trainer';
import type { MirrorName } from '#contract/upkeep';
import {
  downloadDataset,
  findDataset,
  importDataset,
  type DatasetFound,
  type DatasetPlaces,
} from './dataset';
import { checkFolder } from './dataset/folder';
import { ready } from './dataset/locate';
import { fashionMnist, readManifest, type Manifest } from './dataset/manifest';
import { mirrorsFrom } from './dataset/mirrors';
import { ownFolder, readOwn } from './dataset/own';
import type { Emit } from './event-bus';
import { latestWins } from './latest-wins';
import type { Logger } from './diagnostics/logger';
import type { TrainerHost } from './trainer/trainer-host';

const DOWNLOAD_INTERVAL_MS = 100;

export interface DatasetKeeperOptions {
  readonly places: DatasetPlaces;
  readonly host: TrainerHost;
  readonly emit: Emit;
  readonly log: Logger;
  readonly fetch: typeof globalThis.fetch;
  /** The data set of one's own that is to be used. */
  readonly own?: () => string | null;
}

export class DatasetKeeper {
  readonly #options: DatasetKeeperOptions;
  #status: DatasetStatus = { state: 'looking' };
  #files: DatasetFound['files'] = null;
  #own: ManifestSource | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** Of the newest look. */
  #turn = 0;
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
    let awaited: Promise<void>;
    do {
      awaited = this.#looking;
      await awaited;
      // A newer look may have begun meanwhile.
    } while (awaited !== this.#looking);
    return this.#status;
  }

  /** Looks in the usual places. Where a set must be read for it, that waits for `quiet`. The newest look alone decides. */
  look(quiet?: Promise<unknown>): Promise<void> {
    this.#looking = this.#find(false, { quiet });
    return this.#looking;
  }

  /** Looks in the usual places and reads what is there anew. */
  async verify(): Promise<DatasetStatus> {
    this.#looking = this.#find(true);
    return this.settled();
  }

  /** After another data set was chosen: with a trainer that has seen no other. */
  async switch(): Promise<DatasetStatus> {
    // Replaced before the files are handed over, and before the window hears that they are there: a run would begin in the old one.
    this.#looking = this.#find(false, { beforeUse: () => this.#options.host.restart() });
    return this.settled();
  }

  /** The files in use. */
  get files(): DatasetFound['files'] {
    return this.#files;
  }

  /** What pins them. */
  get manifest(): Manifest {
    return this.#own ? readManifest(this.#own) : fashionMnist;
  }

  /** Takes over the set at the places that a person picked; what is in use already stays if it is not there. */
  async pick(picked: readonly string[]): Promise<DatasetStatus> {
    return this.#adopt(await importDataset(this.#options.places, picked));
  }

  /** Downloads the set; a second call joins the download under way. @throws {AppError} `cancelled`, `diskFull`, `notWritable` */
  download(mirror?: MirrorName): Promise<DatasetStatus> {
    this.#download ??= this.#startDownload(mirror);
    return this.#download.done;
  }

  cancelDownload(): void {
    this.#download?.abort.abort();
  }

  #startDownload(mirror?: MirrorName) {
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
    const done = downloadDataset(places, {
      ...{ fetch, signal: abort.signal, onProgress },
      mirrors: mirrorsFrom(mirror),
    })
      .then((found) => this.#adopt(found))
      .finally(() => {
        progress.flush();
        this.#download = null;
      });
    return { done, abort };
  }

  async #find(
    recheck: boolean,
    { quiet, beforeUse }: { quiet?: Promise<unknown> | undefined; beforeUse?: () => void } = {},
  ): Promise<void> {
    const turn = (this.#turn += 1);
    this.#set({ state: 'looking' });
    let found: DatasetFound & { readonly own?: ManifestSource };
    try {
      found =
        (await this.#findOwn()) ?? (await findDataset(this.#options.places, { recheck, quiet }));
    } catch (error) {
      this.#options.log.error('the data set could not be looked for', error);
      found = { status: { state: 'missing', tried: [] }, files: null };
    }
    if (turn !== this.#turn) return;
    this.#own = found.own;
    if (found.files) beforeUse?.();
    this.#set(found.status);
    if (found.files) this.#load(found.files, !recheck);
  }

  /** The data set of one's own, or null where none is chosen or it does not pass: Fashion-MNIST takes its place. */
  async #findOwn(): Promise<(DatasetFound & { readonly own: ManifestSource }) | null> {
    const { places, own } = this.#options;
    const id = own?.();
    const chosen = id ? await readOwn(places.dataDir, id) : null;
    if (!id || !chosen) return null;
    const manifest = readManifest(chosen.source);
    const check = await checkFolder(ownFolder(places.dataDir, id), manifest);
    if (!check.ok) {
      this.#options.log.warn(`the data set ${id} does not pass: ${check.problem.code}`);
      return null;
    }
    const { status, files } = ready('own', check.files, manifest);
    return { status: { ...status, classes: chosen.classes }, files, own: chosen.source };
  }

  #adopt(found: DatasetFound): DatasetStatus {
    // It is kept for later where a data set of one's own is in use.
    if (this.#own) return found.status;
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
    this.#files = files;
    this.#options.host.setDataset(files, this.#own).catch((error: unknown) => {
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
