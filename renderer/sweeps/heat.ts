/** The cells of a sweep as a map: what stands where, how it is shaded, what is marked. */
import type { CellPlace, SweepCell } from '#contract/sweep';
import { parseHex, type Rgb } from '../components/picture';

export const heatMeasures = ['testAcc', 'trainLoss', 'time'] as const;
export type HeatMeasure = (typeof heatMeasures)[number];

/** What guessing evenly among ten classes costs: above it, a model is worse than none. */
export const GUESSING_LOSS = Math.log(10);

/** How a cell is marked. `unstable`: its loss is finite, but more than guessing costs. */
export const heatMarks = [
  'waiting',
  'running',
  'value',
  'unstable',
  'diverged',
  'failed',
  'stopped',
] as const;
export type HeatMark = (typeof heatMarks)[number];

export interface HeatCell extends CellPlace {
  readonly cell: SweepCell;
  readonly mark: HeatMark;
  /** Null where there is none to show. */
  readonly value: number | null;
  /** From 0, the worst of the scale, to 1, the best; null where it is not shaded. */
  readonly shade: number | null;
  readonly isBest: boolean;
}

export interface HeatMap {
  /** Ascending. */
  readonly rates: readonly number[];
  /** Descending: the axis points up. */
  readonly sizes: readonly number[];
  /** By row and column; null where no cell was to be tried. */
  readonly rows: readonly (readonly (HeatCell | null)[])[];
  /** The values at the ends of the scale; null where nothing is shaded. */
  readonly scale: { readonly worst: number; readonly best: number } | null;
  readonly best: HeatCell | null;
}

/** The figure that the map shows of a cell: a fraction, a mean loss, or milliseconds of an epoch. */
export function valueOf({ figures }: SweepCell, measure: HeatMeasure): number | null {
  if (!figures || figures.epochs === 0) return null;
  if (measure === 'time') return figures.ms / figures.epochs;
  return figures[measure];
}

function markOf(cell: SweepCell): HeatMark {
  if (cell.state !== 'done') return cell.state;
  const loss = cell.figures?.trainLoss ?? Infinity;
  return loss > GUESSING_LOSS ? 'unstable' : 'value';
}

/** Marks whose value says something of the pair: what was given up early counts too, as far as it came. */
const shaded: readonly HeatMark[] = ['value', 'stopped', 'unstable'];

export function heatMap(cells: readonly SweepCell[], measure: HeatMeasure): HeatMap {
  const rates = [...new Set(cells.map((cell) => cell.learningRate))].toSorted((a, b) => a - b);
  const sizes = [...new Set(cells.map((cell) => cell.batchSize))].toSorted((a, b) => b - a);
  const marked = cells.map((cell) => {
    const mark = markOf(cell);
    return { cell, mark, value: shaded.includes(mark) ? valueOf(cell, measure) : null };
  });
  const scale = scaleOf(marked, measure);
  const bestValue = bestOf(marked, measure);
  const placed = marked.map(({ cell, mark, value }): HeatCell => {
    const { learningRate, batchSize } = cell;
    const shade = value === null || !scale ? null : shadeOf(value, scale, measure);
    return { learningRate, batchSize, cell, mark, value, shade, isBest: cell === bestValue };
  });
  const at = (learningRate: number, batchSize: number) =>
    placed.find((one) => one.learningRate === learningRate && one.batchSize === batchSize) ?? null;
  return {
    rates,
    sizes,
    rows: sizes.map((size) => rates.map((rate) => at(rate, size))),
    scale,
    best: placed.find(({ isBest }) => isBest) ?? null,
  };
}

interface Marked {
  readonly cell: SweepCell;
  readonly mark: HeatMark;
  readonly value: number | null;
}

/** Whether the first is better than the second: the more accuracy the better, the less loss and time. */
function isBetter(a: number, b: number, measure: HeatMeasure): boolean {
  return measure === 'testAcc' ? a > b : a < b;
}

/** The first of the best whole cells; none of a single cell is the best. */
function bestOf(marked: readonly Marked[], measure: HeatMeasure): SweepCell | null {
  let best: { cell: SweepCell; value: number } | null = null;
  for (const { cell, mark, value } of marked) {
    if (mark !== 'value' || value === null) continue;
    if (best === null || isBetter(value, best.value, measure)) best = { cell, value };
  }
  return best?.cell ?? null;
}

/** The range of what is worth telling apart: unstable cells have the scale's last colour, and do not stretch it. */
function scaleOf(marked: readonly Marked[], measure: HeatMeasure): HeatMap['scale'] {
  const told = marked.flatMap(({ mark, value }) =>
    value !== null && (mark !== 'unstable' || measure === 'time') ? [value] : [],
  );
  if (told.length === 0) return null;
  const [least, most] = [Math.min(...told), Math.max(...told)];
  return measure === 'testAcc' ? { worst: least, best: most } : { worst: most, best: least };
}

/** Losses and times span orders of magnitude: they are shaded by their logarithm. */
function shadeOf(
  value: number,
  { worst, best }: NonNullable<HeatMap['scale']>,
  measure: HeatMeasure,
): number {
  const along =
    measure === 'testAcc' ? (x: number) => x : (x: number) => Math.log(Math.max(x, 1e-9));
  const span = along(best) - along(worst);
  if (span === 0) return 1;
  return Math.min(1, Math.max(0, (along(value) - along(worst)) / span));
}

/**
 * Cividis, from dark blue (worst) to yellow (best): its lightness rises evenly, and people with and without a colour deficiency
 * see nearly the same (Nuñez, Anderton and Renslow, 2018). It is the same in all themes, as a cell has a border.
 */
const cividis = ['#00224e', '#35456c', '#666970', '#948e77', '#c8b866', '#fee838'].map(parseHex);

export function heatColour(shade: number): Rgb {
  const place = Math.min(1, Math.max(0, shade)) * (cividis.length - 1);
  const from = Math.min(cividis.length - 2, Math.floor(place));
  const [a = [0, 0, 0], b = [0, 0, 0]] = [cividis[from], cividis[from + 1]];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * (place - from));
  return [mix(0), mix(1), mix(2)];
}

/** Whether dark ink is read better than white on this colour (WCAG 2.2, relative luminance). */
export function takesDarkInk(colour: Rgb): boolean {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  // Where the contrast with black and with white is the same: sqrt(1.05 * 0.05) - 0.05.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}
