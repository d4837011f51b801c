/**
 * Keeps the record of a sweep under way: in memory at once, on disk as fast as the disk is, told once it is there. What changes
 * while a write is under way is written together by the next one.
 */
import { toErrorData, type AppErrorData } from '#contract/errors';
import type { SweepRecord } from '#contract/sweep';

export interface KeeperOptions {
  readonly write: (record: SweepRecord) => Promise<void>;
  /** Called after each write; `error` says why the disk did not take it. */
  readonly written: (record: SweepRecord, error?: AppErrorData) => void;
}

export class SweepKeeper {
  /** With all changes, on disk or not yet. */
  record: SweepRecord;
  /** Why the last write did not reach the disk; undefined where it did. */
  error: AppErrorData | undefined;
  readonly #options: KeeperOptions;
  #changed = false;
  #writing: Promise<void> | null = null;

  constructor(record: SweepRecord, options: KeeperOptions) {
    this.record = record;
    this.#options = options;
  }

  change(record: SweepRecord): void {
    this.record = record;
    this.#changed = true;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all changes are on disk, or cannot be. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Whatever else changes in this turn is written with it.
    await Promise.resolve();
    while (this.#changed) {
      this.#changed = false;
      const { record } = this;
      try {
        await this.#options.write(record);
        this.error = undefined;
      } catch (error) {
        this.error = toErrorData(error);
      }
      this.#options.written(record, this.error);
    }
    this.#writing = null;
  }
}
