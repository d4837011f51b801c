/** Adds up `n` quantities side by side (section 3.6.5). */
export class Accumulator {
  readonly #sums: Float64Array;

  constructor(n: number) {
    this.#sums = new Float64Array(n);
  }

  /** Adds one value to each of the sums, in order. */
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

  reset(): void {
    this.#sums.fill(0);
  }

  /** The i-th sum, the book's `metric[i]`. */
  get(i: number): number {
    const sum = this.#sums[i];
    if (sum === undefined) {
      throw new RangeError(`Accumulator.get: there is no sum ${i}`);
    }
    return sum;
  }
}
