/** A person's click has to wait for at most one chunk, beside what else the machine does. */
const TARGET_MS = 40;
/** The first minibatches of a process are slow: a chunk grows step by step. */
const MAX_GROWTH = 2;

/** How many minibatches to train between two looks at the messages, learned from how long the last ones took. */
export class ChunkSize {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** Adapts the size after `batches` minibatches took `ms`. */
  learn(batches: number, ms: number): void {
    const fitting = Math.floor((TARGET_MS * batches) / Math.max(ms, 0.001));
    this.#size = Math.max(1, Math.min(fitting, this.#size * MAX_GROWTH));
  }
}
