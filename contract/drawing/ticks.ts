/** Where an axis has its marks, and what stands there. */

/** What an axis spans and how it is written on. */
export interface PlotAxis {
  readonly min: number;
  readonly max: number;
  readonly type?: 'linear' | 'logarithmic';
  readonly label?: string;
  /** The distance of the marks, where it is fixed. */
  readonly step?: number;
  /** A value as the axis writes it; null leaves its mark without a word. */
  readonly format?: (value: number) => string | null;
}

/** A mark, and the word at it. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** At most about `most` marks at round values. */
export function ticksOf(axis: PlotAxis, most: number): readonly Tick[] {
  const { min, max } = axis;
  if (!(max > min)) return [];
  const values = axis.type === 'logarithmic' ? decades(min, max, most) : steps(axis, most);
  return values.map((value) => ({ value, text: (axis.format ?? plain)(value) ?? '' }));
}

function steps({ min, max, step }: PlotAxis, most: number): number[] {
  const size = step !== undefined && (max - min) / step <= most ? step : roundStep(min, max, most);
  const first = Math.ceil(min / size - 1e-9);
  const last = Math.floor(max / size + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * size));
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(min: number, max: number, most: number): number {
  const raw = (max - min) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 5].find((digit) => digit * power >= raw * (1 - 1e-9)) ?? 10) * power;
}

function decades(min: number, max: number, most: number): number[] {
  if (!(min > 0)) return [];
  const from = Math.floor(Math.log10(min));
  const to = Math.ceil(Math.log10(max));
  const digits = to - from <= most / 3 ? [1, 2, 5] : [1];
  const apart = Math.max(1, Math.ceil((to - from) / most));
  const found: number[] = [];
  for (let power = from; power <= to; power += apart) {
    for (const digit of digits) {
      const value = tidy(digit * 10 ** power);
      if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) found.push(value);
    }
  }
  return found;
}

function plain(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? value.toExponential() : String(tidy(value));
}

/** Takes the rounding error off a sum of decimals. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
