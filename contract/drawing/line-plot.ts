/** Series over two axes as shapes: the curves of reports and of saved charts. */
import type { Shape } from './scene';
import { ticksOf, type PlotAxis } from './ticks';

/** How a series is told from the others; the numbers are those of the window's looks. */
export type PlotLook = 1 | 2 | 3 | 4 | 5 | 6;
/** A look, or the colour of one with the dash and marker of another. */
type AnyLook = PlotLook | { readonly colour: PlotLook; readonly line: PlotLook };

/** A curve or a cloud of points; `y` is null where it has a gap. */
export interface PlotSeries {
  readonly label: string;
  readonly look: AnyLook;
  /** Without markers. */
  readonly plain?: boolean;
  /** Markers alone, without a line. */
  readonly scatter?: boolean;
  /** Its markers are all there is of it, and larger. */
  readonly large?: boolean;
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** An upright line at `x`, with a word. */
export interface PlotMark {
  readonly x: number;
  readonly label: string;
}

/** The colours of a plot, in CSS notation. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  /** Of what is less important. */
  readonly faint: string;
  readonly grid: string;
  readonly series: Readonly<Record<PlotLook, string>>;
}

/** The light theme's: what is printed is printed on white. */
export const printPalette: Palette = {
  paper: '#ffffff',
  ink: '#1c2024',
  faint: '#565e66',
  grid: '#e5e2da',
  series: { 1: '#0072b2', 2: '#c65300', 3: '#00805e', 4: '#8a3fa0', 5: '#7a5c00', 6: '#5b6770' },
};

interface Look {
  /** In line widths. */
  readonly dash: readonly number[];
  readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'star';
}

const looks: Readonly<Record<PlotLook, Look>> = {
  1: { dash: [], marker: 'circle' },
  2: { dash: [3.5, 2], marker: 'triangle' },
  3: { dash: [1, 1.5], marker: 'rect' },
  4: { dash: [5, 1.5, 1, 1.5], marker: 'rectRot' },
  5: { dash: [7, 2], marker: 'crossRot' },
  6: { dash: [2, 2], marker: 'star' },
};

function colourOf(look: AnyLook, { series }: Palette): string {
  return series[typeof look === 'number' ? look : look.colour];
}

function lineOf(look: AnyLook): Look {
  return looks[typeof look === 'number' ? look : look.line];
}

/** A plot and the box that it fills, axes' words and all; lengths are in pixels. */
export interface LinePlot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly series: readonly PlotSeries[];
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly marks?: readonly PlotMark[];
  readonly palette: Palette;
  /** Where the axes stand, where that is decided already. */
  readonly frame?: PlotBox;
  /** Drawn between the grid and the lines. */
  readonly backdrop?: (frame: PlotFrame) => readonly Shape[];
  /** Of the axes' words, in pixels. */
  readonly textSize?: number;
  readonly lineWidth?: number;
}

/** The most points of which each has its marker. */
const MARKED = 60;

/** Axes, grid, marks and series within the given box. */
export function linePlot(plot: LinePlot): readonly Shape[] {
  const { series, palette, marks = [], textSize = 12, lineWidth = 2 } = plot;
  const frame = frameOf(plot, textSize);
  const many = series.some(({ points }) => points.length > MARKED);
  return [
    ...axes(plot, frame, textSize),
    ...(plot.backdrop?.(frame) ?? []),
    ...marks.flatMap((mark) => markShapes(mark, frame, palette, textSize)),
    ...series.flatMap((one) => seriesShapes(one, frame, palette, lineWidth, many)),
  ];
}

/** A row of names with a piece of each series. */
export function legend(
  series: readonly PlotSeries[],
  at: { readonly left: number; readonly top: number },
  palette: Palette,
  textSize = 12,
): readonly Shape[] {
  const frame: PlotFrame = { ...at, right: 0, bottom: 0, toX: (x) => x, toY: (y) => y };
  let { left } = at;
  return series.flatMap((one) => {
    const y = at.top + textSize / 2;
    const points = [left, left + 13, left + 26].map((x) => ({ x, y }));
    const glyph = [
      ...(one.scatter ? [] : lineShapes(points, one.look, frame, palette, 2)),
      ...markerShapes(one.look, left + 13, y, 3.2, colourOf(one.look, palette)),
    ];
    const word: Shape = {
      kind: 'text',
      x: left + 32,
      y: at.top + textSize * 0.88,
      text: one.label,
      size: textSize,
      fill: palette.faint,
    };
    left += 32 + textWidth(one.label, textSize) + 20;
    return [...glyph, word];
  });
}

/** About how wide a text is: Chinese characters are square, others a little over half as wide. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.58) * size, 0);
}

/** The edges of a box, in pixels from the upper left corner. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The box of the axes, and where values lie in it. */
export interface PlotFrame extends PlotBox {
  /** Where a value of the x axis lies, in the scene's units. */
  toX(value: number): number;
  /** Where a value of the y axis lies, from above. */
  toY(value: number): number;
}

function frameOf(
  { left, top, width, height, x, y, frame: given }: LinePlot,
  size: number,
): PlotFrame {
  const words = ticksOf(y, 8).map(({ text }) => textWidth(text, size));
  const edges = given ?? {
    left: left + Math.max(...words, size) + size * 0.8 + (y.label === undefined ? 0 : size * 1.5),
    right: left + width - size * 0.8,
    top: top + size * 0.6,
    bottom: top + height - size * (x.label === undefined ? 1.7 : 3.1),
  };
  return {
    ...edges,
    toX: (value) => edges.left + share(x, value) * (edges.right - edges.left),
    toY: (value) => edges.bottom - share(y, value) * (edges.bottom - edges.top),
  };
}

function share({ min, max, type }: PlotAxis, value: number): number {
  if (type !== 'logarithmic') return (value - min) / (max - min);
  return Math.log(value / min) / Math.log(max / min);
}

function axes({ x, y, palette }: LinePlot, frame: PlotFrame, size: number): Shape[] {
  const text = { kind: 'text', size, fill: palette.faint } as const;
  const line = { kind: 'path', stroke: palette.grid, strokeWidth: 1 } as const;
  const roomX = Math.max(2, Math.floor((frame.right - frame.left) / (size * 4)));
  const roomY = Math.max(2, Math.floor((frame.bottom - frame.top) / (size * 1.8)));
  const shapes: Shape[] = [];
  for (const { value, text: word } of ticksOf(y, Math.min(10, roomY))) {
    const at = frame.toY(value);
    shapes.push({
      ...line,
      points: [
        [frame.left, at],
        [frame.right, at],
      ],
    });
    shapes.push({
      ...text,
      x: frame.left - size * 0.6,
      y: at + size * 0.35,
      text: word,
      anchor: 'end',
    });
  }
  for (const { value, text: word } of ticksOf(x, Math.min(11, roomX))) {
    shapes.push({
      ...text,
      x: frame.toX(value),
      y: frame.bottom + size * 1.5,
      text: word,
      anchor: 'middle',
    });
  }
  if (x.label !== undefined) {
    const middle = (frame.left + frame.right) / 2;
    shapes.push({
      ...text,
      x: middle,
      y: frame.bottom + size * 2.9,
      text: x.label,
      anchor: 'middle',
    });
  }
  if (y.label !== undefined) {
    const middle = (frame.top + frame.bottom) / 2;
    const widest = Math.max(...ticksOf(y, 8).map(({ text: word }) => textWidth(word, size)), size);
    const at = frame.left - widest - size * 1.1;
    shapes.push({ ...text, x: at, y: middle, text: y.label, anchor: 'middle', turn: -90 });
  }
  return shapes;
}

function markShapes(
  { x, label }: PlotMark,
  frame: PlotFrame,
  palette: Palette,
  size: number,
): Shape[] {
  const at = frame.toX(x);
  if (at < frame.left || at > frame.right) return [];
  return [
    {
      kind: 'path',
      points: [
        [at, frame.top],
        [at, frame.bottom],
      ],
      stroke: palette.faint,
      strokeWidth: 1,
      dash: [2, 3],
    },
    {
      kind: 'text',
      x: at + 3,
      y: frame.top + size,
      text: label,
      size: size * 0.92,
      fill: palette.faint,
    },
  ];
}

function seriesShapes(
  { points, look, plain, scatter, large }: PlotSeries,
  frame: PlotFrame,
  palette: Palette,
  width: number,
  many: boolean,
): Shape[] {
  const colour = colourOf(look, palette);
  const placed = points.flatMap(({ x, y }) => {
    if (y === null) return [null];
    const at = { x: frame.toX(x), y: frame.toY(y) };
    return Number.isFinite(at.x) && Number.isFinite(at.y) ? [at] : [null];
  });
  const inside = (at: { x: number; y: number } | null) =>
    at !== null &&
    at.y >= frame.top - 6 &&
    at.y <= frame.bottom + 6 &&
    at.x >= frame.left - 6 &&
    at.x <= frame.right + 6;
  const marked = (plain !== true && !many) || scatter === true;
  return [
    ...(scatter ? [] : lineShapes(placed, look, frame, palette, width)),
    ...placed.flatMap((at) =>
      marked && at && inside(at)
        ? markerShapes(look, at.x, at.y, width * (large ? 2.75 : 1.6), colour)
        : [],
    ),
  ];
}

/** The line in pieces: a gap lifts the pen. What is far outside is drawn no further than the frame's edge. */
function lineShapes(
  placed: readonly ({ readonly x: number; readonly y: number } | null)[],
  look: AnyLook,
  frame: PlotFrame,
  palette: Palette,
  width: number,
): Shape[] {
  const pieces: [number, number][][] = [[]];
  for (const at of placed) {
    if (at === null) pieces.push([]);
    else {
      const y = frame.bottom > 0 ? Math.min(frame.bottom + 6, Math.max(frame.top - 6, at.y)) : at.y;
      pieces.at(-1)?.push([at.x, y]);
    }
  }
  return pieces
    .filter((points) => points.length > 1)
    .map((points) => ({
      kind: 'path',
      points,
      stroke: colourOf(look, palette),
      strokeWidth: width,
      dash: lineOf(look).dash.map((part) => part * width),
    }));
}

function markerShapes(look: AnyLook, x: number, y: number, r: number, colour: string): Shape[] {
  const polygon = (corners: readonly (readonly [number, number])[]): Shape => ({
    kind: 'path',
    closed: true,
    fill: colour,
    points: corners.map(([dx, dy]) => [x + dx * r, y + dy * r] as const),
  });
  const stroke = (from: readonly [number, number], to: readonly [number, number]): Shape => ({
    kind: 'path',
    stroke: colour,
    strokeWidth: Math.max(1.4, r * 0.5),
    points: [
      [x + from[0] * r, y + from[1] * r],
      [x + to[0] * r, y + to[1] * r],
    ],
  });
  switch (lineOf(look).marker) {
    case 'circle':
      return [{ kind: 'circle', x, y, radius: r, fill: colour }];
    case 'triangle':
      return [
        polygon([
          [0, -1.2],
          [1.1, 0.9],
          [-1.1, 0.9],
        ]),
      ];
    case 'rect':
      return [
        polygon([
          [-0.9, -0.9],
          [0.9, -0.9],
          [0.9, 0.9],
          [-0.9, 0.9],
        ]),
      ];
    case 'rectRot':
      return [
        polygon([
          [0, -1.3],
          [1.3, 0],
          [0, 1.3],
          [-1.3, 0],
        ]),
      ];
    case 'crossRot':
      return [stroke([-1, -1], [1, 1]), stroke([1, -1], [-1, 1])];
    case 'star':
      return [stroke([-1, -1], [1, 1]), stroke([1, -1], [-1, 1]), stroke([0, -1.2], [0, 1.2])];
  }
}
