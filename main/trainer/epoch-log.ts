/** What it takes to train the epoch under way once more: its first weights, its order, and the learning rates that were in force. */
export class EpochLog {
  order: Int32Array = new Int32Array();
  /** Minibatches that are done. */
  batch = 0;
  #rates: { readonly batch: number; readonly rate: number }[] = [];

  /** @param weights those that the epoch begins with */
  constructor(public weights: Float32Array) {}

  /** Begins an epoch, whose order it returns. */
  begin(order: Int32Array): Int32Array {
    this.order = order;
    this.batch = 0;
    this.#rates = [];
    return order;
  }

  /** Notes the rate of the minibatches to come, and returns it. */
  note(rate: number): number {
    if (this.#rates.at(-1)?.rate !== rate) this.#rates.push({ batch: this.batch + 1, rate });
    return rate;
  }

  /** The rate that was in force for a minibatch, counted from 1. */
  rateOf(batch: number): number {
    const entry = this.#rates.findLast((candidate) => candidate.batch <= batch);
    if (!entry) throw new RangeError(`no learning rate is known for minibatch ${batch}`);
    return entry.rate;
  }
}
