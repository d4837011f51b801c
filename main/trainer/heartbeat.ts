import type { Timers } from './process';

export interface HeartbeatOptions {
  readonly timers: Timers;
  readonly everyMs: number;
  /** Pings in a row that may stay unanswered: a long native call answers none while it lasts. */
  readonly patience: number;
  ping(): void;
  onHang(): void;
}

/**
 * Pings at an interval and notices when the answers stay away. It counts pings rather than milliseconds: a
 * machine that slept for an hour has missed one of them, not an hour of them.
 */
export class Heartbeat {
  #cancel: (() => void) | undefined;
  #unanswered = 0;

  constructor(private readonly options: HeartbeatOptions) {}

  start(): void {
    this.stop();
    this.#unanswered = 0;
    this.#beat();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  answered(): void {
    this.#unanswered = 0;
  }

  #beat(): void {
    if (this.#unanswered > this.options.patience) {
      this.#cancel = undefined;
      this.options.onHang();
      return;
    }
    this.#unanswered += 1;
    this.options.ping();
    this.#cancel = this.options.timers.after(this.options.everyMs, () => {
      this.#beat();
    });
  }
}
