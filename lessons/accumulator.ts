/** Adds up `n` quantities side by side (section 3.6.5). */
export class Accumulator {
  readonly #sums: Float64Array;

  /** @param n how many sums; each begins at 0 */
  constructor(n: number) {
    this.#sums = new Float64Array(n);
  }

  /**
   * Adds one value to each of the sums, in order.
   * @throws RangeError for more or fewer values than there are sums
   */
  add(...values: number[]): void {
    if (values.length !== this.#sums.length) {
      throw new RangeError(
        `Accumulator.add: ${this.#sums.length} sums, but ${values.length} values`,
      );
    }
    values.forEach((value, i) => {
      this.#sums[i] = this.get(i) + value;
    });
  }

  /** Begins again: all sums are 0. */
  reset(): void {
    this.#sums.fill(0);
  }

  /**
   * The i-th sum, the book's `metric[i]`.
   * @throws RangeError where there is no such sum
   */
  get(i: number): number {
    const sum = this.#sums[i];
    if (sum === undefined) {
      throw new RangeError(`Accumulator.get: there is no sum ${i}`);
    }
    return sum;
  }
}
