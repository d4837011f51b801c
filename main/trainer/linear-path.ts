import { MAX_PATH_POINTS, type LinearProgress } from '#contract/linear';

interface Point {
  readonly step: number;
  readonly weights: Float32Array;
}

/**
 * The way of (w1, w2, b) over the minibatches, in a bounded number of points: whenever there are too many, every second one is
 * left out, and from then on only every second of the steps that were kept so far is kept.
 */
export class LinearPath {
  #kept: Point[];
  #stride = 1;
  #last: Point;

  /** @param start w1, w2, b before the first step */
  constructor(
    private readonly firstStep: number,
    start: Float32Array,
  ) {
    this.#last = { step: firstStep, weights: start };
    this.#kept = [this.#last];
  }

  /** Notes where the step after the last one came to. */
  add(weights: Float32Array): void {
    this.#last = { step: this.#last.step + 1, weights };
    if (!this.#isOnStride(this.#last)) return;
    this.#kept.push(this.#last);
    // One point less than the most: the last one is told whether it is kept or not.
    if (this.#kept.length < MAX_PATH_POINTS) return;
    this.#stride *= 2;
    this.#kept = this.#kept.filter((point) => this.#isOnStride(point));
  }

  /** The points that are kept and where we are now. */
  points(): LinearProgress['path'] {
    const points = this.#kept.at(-1) === this.#last ? this.#kept : [...this.#kept, this.#last];
    const weight = (j: number) => Float32Array.from(points, ({ weights }) => weights[j] ?? NaN);
    return {
      steps: Int32Array.from(points, ({ step }) => step),
      w1: weight(0),
      w2: weight(1),
      b: weight(2),
    };
  }

  #isOnStride({ step }: Point): boolean {
    return (step - this.firstStep) % this.#stride === 0;
  }
}
