/** How long main waits for the trainer, and how large it may grow. */
export interface HostLimits {
  /** From the fork to `ready`: loading TensorFlow from a slow disk under a virus scanner takes its time. */
  readonly startMs: number;
  readonly pingMs: number;
  /** Unanswered pings in a row before the trainer counts as hung. */
  readonly patience: number;
  /** How long the trainer may take to end when asked. */
  readonly stopMs: number;
  /** An idle trainer that holds more than this is replaced. */
  readonly rssBytes: number;
}

export const defaultLimits: HostLimits = {
  startMs: 120_000,
  pingMs: 2000,
  patience: 15,
  stopMs: 3000,
  rssBytes: 1.2e9,
};
