import type { AdditionTiming, AdditionWay } from '#contract/vectorization';
import * as tf from '@tensorflow/tfjs';
import { Timer } from './timer';
import { addElementByElement, addInALoop, addVectorized } from './vectorization';

/** How long and how often an addition is timed. */
export interface TimingOptions {
  /** How often each addition is timed, where the time budget allows. */
  readonly repeats: number;
  /** Milliseconds that one way may take at one size. */
  readonly budgetMs: number;
  /** The clock, in milliseconds; a test brings its own. */
  readonly now?: () => number;
}

/**
 * Times ways to add two vectors of n ones. Yields null wherever one may pause or call
 * it off, at least every few hundredths of a second, and each timing once it is there.
 */
export function* timeAdditions(
  n: number,
  ways: readonly AdditionWay[],
  options: TimingOptions,
): Generator<AdditionTiming | null, void> {
  for (const way of ways) {
    yield* time[way](n, options);
  }
}

const time = {
  elementByElement: timeElementByElement,
  loop: timeLoop,
  vectorized: timeVectorized,
};

/** How many elements are added one by one between two looks at the clock. */
const SLICE = 64;

function* timeElementByElement(
  n: number,
  { repeats, budgetMs, now }: TimingOptions,
): Generator<AdditionTiming | null, void> {
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
          yield timing('elementByElement', n, [timer.sum()], 1, i + SLICE);
          return;
        }
        yield null;
      }
      times.push(timer.sum());
    }
    yield timing('elementByElement', n, times, 1, n);
  } finally {
    tf.dispose([a, b]);
  }
}

function* timeLoop(
  n: number,
  options: TimingOptions,
): Generator<AdditionTiming | null, void> {
  const a = new Float32Array(n).fill(1);
  const b = new Float32Array(n).fill(1);
  const c = new Float32Array(n);
  yield* timeCalls('loop', n, () => addInALoop(a, b, c), options);
}

function* timeVectorized(
  n: number,
  options: TimingOptions,
): Generator<AdditionTiming | null, void> {
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
  way: AdditionWay,
  n: number,
  add: () => void,
  { repeats, budgetMs, now }: TimingOptions,
): Generator<AdditionTiming | null, void> {
  const timer = new Timer(now);
  const measure = (calls: number): number => {
    timer.start();
    for (let call = 0; call < calls; call += 1) add();
    return timer.stop();
  };
  // Twice as many calls until they are long enough; this also warms them up.
  let calls = 1;
  let spent = measure(calls);
  for (let last = spent; last < LONG_ENOUGH && calls < MAX_CALLS; spent += last) {
    calls *= 2;
    last = measure(calls);
    yield null;
  }
  const times: number[] = [];
  do {
    const ms = measure(calls);
    spent += ms;
    times.push(ms / calls);
    yield null;
  } while (times.length < repeats && spent < budgetMs);
  yield timing(way, n, times, calls, n);
}

function timing(
  way: AdditionWay,
  n: number,
  times: readonly number[],
  calls: number,
  added: number,
): AdditionTiming {
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

/**
 * The value below which the fraction `q` of the values lies, interpolated linearly
 * between two.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}
