/** Data as charts take it: series, axes and tables. Pure: no canvas, no page. */

export interface Point {
  readonly x: number;
  /** null leaves a gap: a value that is not there, or not finite. */
  readonly y: number | null;
}

/**
 * How a line is told from the others: colour, dash and marker together, never colour alone.
 * 1 solid with discs, 2 dashed with triangles, 3 dotted with squares (design: How it looks); the rest for comparisons.
 */
export type Look = 1 | 2 | 3 | 4 | 5 | 6;

/** Where six looks are not enough. */
export interface MixedLook {
  readonly colour: Look;
  /** The look whose dash and marker it has. */
  readonly line: Look;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly look: Look | MixedLook;
  /** Without markers, where there are many points in little room. */
  readonly plain?: boolean;
  /** About how many markers it has at most, where there are many points and as many series. */
  readonly markers?: number;
  /** Its markers are all there is of it, and larger. */
  readonly large?: boolean;
  /** Steps back, so that another one stands out. */
  readonly faded?: boolean;
  readonly points: readonly Point[];
}

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly type?: 'linear' | 'logarithmic';
  /** What is counted or measured along it. */
  readonly label?: string;
  /** The distance of the lines, where it is to be fixed. */
  readonly step?: number;
  /** A value as the axis writes it; null leaves its line without a word. */
  readonly format?: (value: number) => string | null;
}

/** The smallest multiple range of `step` that holds `base` and all `values`: it grows with them, and never jumps back and forth. */
export function growingRange(
  values: Iterable<number | null | undefined>,
  base: readonly [number, number],
  step: number,
): readonly [number, number] {
  let [min, max] = base;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    if (value < min) min = Math.floor(value / step + 1e-9) * step;
    if (value > max) max = Math.ceil(value / step - 1e-9) * step;
  }
  return [tidy(min), tidy(max)];
}

/** A step of 1, 2 or 5 times a power of ten that divides `range` into about `parts`. */
export function niceStep([min, max]: readonly [number, number], parts: number): number {
  const raw = (max - min) / parts;
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10;
  return tidy(digit * power);
}

/** Takes the rounding error off a sum of decimals: 0.30000000000000004 becomes 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** Every x of `series` once, ascending: the places where the chart can be read. */
export function readingPlaces(series: readonly Series[]): readonly number[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort(
    (a, b) => a - b,
  );
}

export interface Reading {
  readonly series: Series;
  readonly y: number;
}

/** What each series says at `x`; those that say nothing are left out. */
export function readAt(series: readonly Series[], x: number): readonly Reading[] {
  return series.flatMap((one) => {
    const y = one.points.find((point) => point.x === x)?.y;
    return y === null || y === undefined ? [] : [{ series: one, y }];
  });
}

/**
 * At most `most` of the readings, in their order: those next to the value `height`, or the first ones where that is not known.
 */
export function nearestReadings(
  readings: readonly Reading[],
  height: number | undefined,
  most: number,
): readonly Reading[] {
  if (readings.length <= most) return readings;
  if (height === undefined) return readings.slice(0, most);
  const distance = ({ y }: Reading) => Math.abs(y - height);
  const nearest = new Set(readings.toSorted((a, b) => distance(a) - distance(b)).slice(0, most));
  return readings.filter((reading) => nearest.has(reading));
}

/** The place of `places` (ascending) that is nearest to `x`. */
export function nearestPlace(places: readonly number[], x: number): number | undefined {
  return places.reduce<number | undefined>(
    (best, place) =>
      best === undefined || Math.abs(place - x) < Math.abs(best - x) ? place : best,
    undefined,
  );
}

/** A figure for the table: six significant digits, without grouping, so that it can be copied as a number. */
export function exactText(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The chart as a table: a row an x, a column a series. */
export function chartTable(
  series: readonly Series[],
  xLabel: string,
): { readonly columns: readonly { label: string }[]; readonly rows: (string | null)[][] } {
  const byPlace = series.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  return {
    columns: [{ label: xLabel }, ...series.map(({ label }) => ({ label }))],
    rows: readingPlaces(series).map((x) => [
      exactText(x),
      ...byPlace.map((values) => {
        const y = values.get(x);
        return y === null || y === undefined ? null : exactText(y);
      }),
    ]),
  };
}
