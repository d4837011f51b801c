import type { AppError } from '#contract/errors';
import type { DatasetFiles, ManifestSource, ToTrainer } from '#contract/trainer';
import { deferred, type Deferred } from './deferred';

/** How many examples the trainer has in memory. */
export interface DatasetSize {
  readonly train: number;
  readonly test: number;
}

type DatasetMessage = Extract<ToTrainer, { type: 'dataset' }>;

/** The data set that each process is handed, and who waits to hear that it has it. */
export class HandedDataset {
  #message: DatasetMessage | null = null;
  #waiters: Deferred<DatasetSize>[] = [];
  /** Sent to the process in use and not answered: only the answer to the last one counts. */
  #unanswered = 0;

  /** @param post whether there was a process to post to */
  constructor(private readonly post: (message: DatasetMessage) => boolean) {}

  get isUnderWay(): boolean {
    return this.#unanswered > 0;
  }

  /** The files to hand over from now on; `hand` does it. */
  set(files: DatasetFiles, own: ManifestSource | undefined): void {
    this.#message = { type: 'dataset', files, ...(own && { own }) };
  }

  hand(): void {
    if (this.#message && this.post(this.#message)) this.#unanswered += 1;
  }

  /** To a process that has just been launched. */
  handAnew(): void {
    this.#unanswered = 0;
    this.hand();
  }

  /** Resolves or rejects with the next answer that counts. */
  wait(): Promise<DatasetSize> {
    const waiter = deferred<DatasetSize>();
    this.#waiters.push(waiter);
    return waiter.promise;
  }

  answered(answer: DatasetSize | AppError): void {
    this.#unanswered -= 1;
    if (this.#unanswered <= 0) this.#settle(answer);
  }

  abandon(error: AppError): void {
    this.#settle(error);
  }

  #settle(answer: DatasetSize | AppError): void {
    for (const waiter of this.#waiters.splice(0)) {
      if (answer instanceof Error) waiter.reject(answer);
      else waiter.resolve(answer);
    }
  }
}
