/** Timings as the lab draws and tells them. Pure: no page, no engine. */
import { additionWays, type AdditionTiming, type AdditionWay } from '#contract/vectorization';
import type { Backdrop } from '../../charts/backdrop';
import { exactText, type Axis, type Look, type Series } from '../../charts/series';

/** The n that section 3.1.2 takes. */
export const NOTES_N = 10_000;

export const lookOf: Record<AdditionWay, Look> = { vectorized: 1, elementByElement: 2, loop: 3 };

/** From 10 to 10^`largestPower`, two to each factor of ten, rounded. */
export function sizesUpTo(largestPower: number): number[] {
  return Array.from({ length: 2 * largestPower - 1 }, (_, i) => Math.round(10 ** (1 + i / 2)));
}

/** Whether a way stopped itself before it had added all elements. */
export function stoppedItself({ added, n }: Pick<AdditionTiming, 'added' | 'n'>): boolean {
  return added < n;
}

/** The time of one way at one n, where it got to the end. */
export function timingAt(
  timings: readonly AdditionTiming[],
  way: AdditionWay,
  n: number,
): AdditionTiming | undefined {
  return timings.find((one) => one.way === way && one.n === n && !stoppedItself(one));
}

/** A line a way, in milliseconds. */
export function timeSeries(
  timings: readonly AdditionTiming[],
  label: (way: AdditionWay) => string,
): readonly Series[] {
  return additionWays.map((way) => ({
    id: way,
    label: label(way),
    look: lookOf[way],
    points: timings
      .filter((one) => one.way === way && !stoppedItself(one))
      .map(({ n, median }) => ({ x: n, y: median })),
  }));
}

/** From the lower to the upper quartile of each way and n. */
export function spreads(timings: readonly AdditionTiming[]): readonly Backdrop[] {
  return additionWays.map((way) => ({
    kind: 'spread',
    look: lookOf[way],
    bars: timings
      .filter((one) => one.way === way && !stoppedItself(one))
      .map(({ n, lowerQuartile, upperQuartile }) => ({
        x: n,
        low: lowerQuartile,
        high: upperQuartile,
      })),
  }));
}

/** The n that two or three ways have been timed at, ascending. */
export function sizesOf(timings: readonly AdditionTiming[]): number[] {
  return [...new Set(timings.map(({ n }) => n))].sort((a, b) => a - b);
}

/** A spread's end to three digits: its others are chance. */
function short(ms: number): string {
  return String(Number(ms.toPrecision(3)));
}

/** A row an n: for each way the median and the quartiles, in milliseconds. */
export function timeRows(timings: readonly AdditionTiming[]): (string | null)[][] {
  return sizesOf(timings).map((n) => [
    String(n),
    ...additionWays.flatMap((way) => {
      const timing = timingAt(timings, way, n);
      return timing
        ? [
            exactText(timing.median),
            `${short(timing.lowerQuartile)}–${short(timing.upperQuartile)}`,
          ]
        : [null, null];
    }),
  ]);
}

/** From a nanosecond to ten seconds in milliseconds, widened by factors of a hundred to what there is. */
export function timeRange(timings: readonly AdditionTiming[]): readonly [number, number] {
  const powers = timings.flatMap(({ lowerQuartile, upperQuartile }) => [
    2 * Math.floor(Math.log10(lowerQuartile) / 2),
    2 * Math.ceil(Math.log10(upperQuartile) / 2),
  ]);
  return [10 ** Math.min(-6, ...powers), 10 ** Math.max(4, ...powers)];
}

/** An axis whose lines stand at every power of ten, or at every second one. */
export function decadeAxis(
  [min, max]: readonly [number, number],
  format: (value: number) => string,
  every: 1 | 2 = 1,
): Axis {
  return {
    type: 'logarithmic',
    min,
    max,
    format: (value) => (isPower(value, every) ? format(value) : null),
  };
}

function isPower(value: number, every: number): boolean {
  const power = Math.log10(value) / every;
  return Math.abs(power - Math.round(power)) < 1e-9;
}

/** The medians of the loop and of the one call, wherever both have been timed. */
export function medians(timings: readonly AdditionTiming[]) {
  return sizesOf(timings).flatMap((n) => {
    const loop = timingAt(timings, 'loop', n)?.median;
    const vectorized = timingAt(timings, 'vectorized', n)?.median;
    return loop === undefined || vectorized === undefined ? [] : [{ n, loop, vectorized }];
  });
}

/** What a call costs before it adds anything: its median at the smallest n, where there is next to nothing to add. */
export function callOverhead(timings: readonly AdditionTiming[]): number | undefined {
  const [n = 0] = sizesOf(timings);
  return timingAt(timings, 'vectorized', n)?.median;
}
