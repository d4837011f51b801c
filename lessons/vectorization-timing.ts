import * as tf from '@tensorflow/tfjs';
import { Timer } from './timer';
import { addElementByElement, addInALoop, addVectorized } from './vectorization';

export const ways = ['elementByElement', 'loop', 'vectorized'] as const;
export type Way = (typeof ways)[number];

export interface TimingOptions {
  /** How often each addition is timed, where the time budget allows. */
  readonly repeats: number;
  /** Milliseconds that one way may take at one size. */
  readonly budgetMs: number;
  /** The clock, in milliseconds; a test brings its own. */
  readonly now?: () => number;
}

/** How long one way takes to add two vectors of n ones. */
export interface Timing {
  readonly way: Way;
  readonly n: number;
  /**
   * Milliseconds of an addition, each time. Additions too short for the clock are timed by
   * the thousand: what is recorded then is the mean of `calls` of them.
   */
  readonly times: readonly number[];
  readonly calls: number;
  /** What the chapter's Timer says of `times`. */
  readonly avg: number;
  readonly sum: number;
  readonly cumsum: readonly number[];
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Elements added before the budget was spent: below n, the way stopped itself at the first time. */
  readonly added: number;
}

/**
 * Times the three ways at each size. Yields null wherever one may pause or call it off, at
 * least every few hundredths of a second, and the timing of each way and size once it is
 * there. A way that has spent its budget in mid-vector is not tried at the larger sizes.
 */
export function* timeAdditions(
  sizes: readonly number[],
  options: TimingOptions,
): Generator<Timing | null, void> {
  let elementByElement = true;
  for (const n of sizes) {
    if (elementByElement) {
      const timing = yield* timeElementByElement(n, options);
      yield timing;
      elementByElement = timing.added === n;
    }
    yield* timeLoop(n, options);
    yield* timeVectorized(n, options);
  }
}

/** How many elements are added one by one between two looks at the clock. */
const SLICE = 64;

function* timeElementByElement(
  n: number,
  { repeats, budgetMs, now }: TimingOptions,
): Generator<null, Timing> {
  const [a, b] = [tf.ones<tf.Rank.R1>([n]), tf.ones<tf.Rank.R1>([n])];
  try {
    const times: number[] = [];
    let spent = 0;
    // Again only if there is time for as long as the last one took.
    while (times.length < repeats && spent + (times.at(-1) ?? 0) <= budgetMs) {
      const c = tf.buffer<tf.Rank.R1>([n]);
      // One stretch of the timer for each slice: waiting at a yield is not adding.
      const timer = new Timer(now);
      for (let i = 0; i < n; i += SLICE) {
        timer.start();
        addElementByElement(a, b, c, i, Math.min(i + SLICE, n));
        spent += timer.stop();
        if (spent > budgetMs && i + SLICE < n && times.length === 0) {
          return timing('elementByElement', n, [timer.sum()], 1, i + SLICE);
        }
        yield null;
      }
      times.push(timer.sum());
    }
    return timing('elementByElement', n, times, 1, n);
  } finally {
    tf.dispose([a, b]);
  }
}

function* timeLoop(n: number, options: TimingOptions): Generator<Timing | null, void> {
  const a = new Float32Array(n).fill(1);
  const b = new Float32Array(n).fill(1);
  const c = new Float32Array(n);
  yield* timeCalls('loop', n, () => addInALoop(a, b, c), options);
}

function* timeVectorized(
  n: number,
  options: TimingOptions,
): Generator<Timing | null, void> {
  const [a, b] = [tf.ones<tf.Rank.R1>([n]), tf.ones<tf.Rank.R1>([n])];
  try {
    yield* timeCalls('vectorized', n, () => addVectorized(a, b).dispose(), options);
  } finally {
    tf.dispose([a, b]);
  }
}

/** Milliseconds that a clock needs to see for its own graininess not to matter. */
const LONG_ENOUGH = 2;
const MAX_CALLS = 2 ** 16;

function* timeCalls(
  way: Way,
  n: number,
  add: () => void,
  { repeats, budgetMs, now }: TimingOptions,
): Generator<Timing | null, void> {
  const timer = new Timer(now);
  const time = (calls: number): number => {
    timer.start();
    for (let call = 0; call < calls; call += 1) add();
    return timer.stop();
  };
  // Twice as many calls until they are long enough; this also warms them up.
  let calls = 1;
  let spent = time(calls);
  for (let last = spent; last < LONG_ENOUGH && calls < MAX_CALLS; spent += last) {
    calls *= 2;
    last = time(calls);
    yield null;
  }
  const times: number[] = [];
  do {
    const ms = time(calls);
    spent += ms;
    times.push(ms / calls);
    yield null;
  } while (times.length < repeats && spent < budgetMs);
  yield timing(way, n, times, calls, n);
}

function timing(
  way: Way,
  n: number,
  times: readonly number[],
  calls: number,
  added: number,
): Timing {
  const timer = new Timer();
  timer.times.push(...times);
  return {
    way,
    n,
    times,
    calls,
    avg: timer.avg(),
    sum: timer.sum(),
    cumsum: timer.cumsum(),
    median: quantile(times, 0.5),
    lowerQuartile: quantile(times, 0.25),
    upperQuartile: quantile(times, 0.75),
    added,
  };
}

/** The value below which the fraction `q` of the values lies, interpolated linearly between two. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Sizes from `first` to `last`, `perDecade` of them to each factor of ten, rounded. */
export function logSizes(first: number, last: number, perDecade: number): number[] {
  const steps = Math.round(Math.log10(last / first) * perDecade);
  return Array.from({ length: steps + 1 }, (_, i) =>
    Math.round(first * (last / first) ** (i / steps)),
  );
}

/**
 * The n from which on the vectorized addition is faster than the loop: where their two
 * curves cross for the last time on axes that are both logarithmic. Null where they do not.
 */
export function crossover(timings: readonly Timing[]): number | null {
  const median = (way: Way, n: number) =>
    timings.find((t) => t.way === way && t.n === n)?.median ?? NaN;
  const points = timings
    .filter(({ way }) => way === 'loop')
    .map(({ n }) => ({
      n,
      lead: Math.log(median('loop', n) / median('vectorized', n)),
    }))
    .filter(({ lead }) => !Number.isNaN(lead))
    .sort((p, q) => p.n - q.n);
  const lastBehind = points.findLastIndex(({ lead }) => lead <= 0);
  const before = points[lastBehind];
  const after = points[lastBehind + 1];
  if (before === undefined || after === undefined) return null;
  const share = before.lead / (before.lead - after.lead);
  return before.n * (after.n / before.n) ** share;
}
