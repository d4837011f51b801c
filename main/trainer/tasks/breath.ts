import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than this without a look at the messages, and the trainer feels slow. */
const BREATH_MS = 20;

/**
 * Makes a function to be awaited now and then in a long computation: it lets messages in where that is due.
 *
 * @returns a function that throws the signal's reason once the signal is aborted
 */
export function breath(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= BREATH_MS) {
      await nextTurn();
      last = performance.now();
    }
    signal.throwIfAborted();
  };
}
