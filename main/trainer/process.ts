import type { FromTrainer, ToTrainer } from '#contract/trainer';

/**
 * The trainer process as main sees it. `fork.ts` makes one of Electron's `utilityProcess`; tests make theirs of a
 * plain Node child.
 */
export interface TrainerProcess {
  post(message: ToTrainer): void;
  /** Ends the process at once and without its consent; `onExit` follows. */
  kill(): void;
  onMessage(listener: (message: FromTrainer) => void): void;
  /** `code` is null where a signal ended the process. `reason` says why, where the system told. Called once. */
  onExit(listener: (code: number | null, reason?: GoneReason) => void): void;
  /** What the process writes to its standard error. */
  onStderr(listener: (text: string) => void): void;
}

/** Why a process ended out of order, as Electron's `child-process-gone` names it. */
export type GoneReason = Electron.Details['reason'];

/** The clock of the host, passed in so that tests need not wait. */
export interface Timers {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Calls `callback` once after `ms` unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
