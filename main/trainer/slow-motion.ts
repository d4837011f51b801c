/** Slow motion, for a class to follow: how many minibatches are shown at a time, and for how long. */
import type { Pace } from '#contract/pace';

/** As long as an epoch takes to be told in words. */
const EPOCH_MS = 4000;
const MINIBATCH_MS = 700;
/** Smooth to the eye, and not more than progress is told. */
const FRAME_MS = 50;

export interface Slowed {
  readonly minibatches: number;
  readonly ms: number;
}

/** @param batches minibatches of an epoch @returns null at full speed */
export function slowed(pace: Pace, batches: number): Slowed | null {
  if (pace === 'full') return null;
  if (pace === 'minibatch') return { minibatches: 1, ms: MINIBATCH_MS };
  const minibatches = Math.ceil((batches * FRAME_MS) / EPOCH_MS);
  return { minibatches, ms: (EPOCH_MS * minibatches) / batches };
}
