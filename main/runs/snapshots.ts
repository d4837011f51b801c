/** The weights that a run keeps: all of its epochs' up to 200, then thinned evenly. */
import type { Snapshot } from './weights-file';

export const MAX_SNAPSHOTS = 200;
/** How many a thinning leaves at most: room for the next epochs, so that it is not done at each of them. */
const AFTER_THINNING = 150;

/**
 * The epochs to keep: all of them where they are not too many, else those that a power of two divides, and the last.
 * @param epochs ascending.
 */
export function keptEpochs(epochs: readonly number[]): readonly number[] {
  if (epochs.length <= MAX_SNAPSHOTS) return epochs;
  const last = epochs.at(-1);
  for (let stride = 2; ; stride *= 2) {
    const kept = epochs.filter((epoch) => epoch % stride === 0 || epoch === last);
    if (kept.length <= AFTER_THINNING) return kept;
  }
}

/** A run's snapshots in memory, by epoch. */
export class Snapshots {
  #byEpoch = new Map<number, Snapshot>();

  /** Adds snapshots of later epochs than those before. True where that thinned the earlier ones. */
  add(snapshots: readonly Snapshot[]): boolean {
    for (const snapshot of snapshots) this.#byEpoch.set(snapshot.epoch, snapshot);
    const kept = keptEpochs([...this.#byEpoch.keys()]);
    if (kept.length === this.#byEpoch.size) return false;
    const keep = new Set(kept);
    for (const epoch of this.#byEpoch.keys()) if (!keep.has(epoch)) this.#byEpoch.delete(epoch);
    return true;
  }

  /** The snapshot of `epoch`, or the last one. */
  get(epoch?: number): Snapshot | undefined {
    return epoch === undefined ? this.all().at(-1) : this.#byEpoch.get(epoch);
  }

  all(): readonly Snapshot[] {
    return [...this.#byEpoch.values()];
  }
}
