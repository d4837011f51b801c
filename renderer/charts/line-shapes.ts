/** What a `LineCanvas` shows, as shapes: drawn from the series by the same function as the curves of reports. */
import { linePlot, type Palette, type PlotFrame } from '#contract/drawing/line-plot';
import type { Shape } from '#contract/drawing/scene';
import { outline, type Backdrop } from './backdrop';
import type { Mark } from './chartjs';
import type { Frame } from './frame';
import { colourToken, looks, rem, token } from './looks';
import type { Axis, Series } from './series';

export interface LineDrawing {
  readonly series: readonly Series[];
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
  readonly backdrop: readonly Backdrop[];
}

/** The theme's colours as they are now. */
export function themePalette(): Palette {
  const series = (look: keyof typeof looks) => colourToken(looks[look].colour);
  return {
    paper: colourToken('--card'),
    ink: colourToken('--ink'),
    faint: colourToken('--ink-2'),
    grid: colourToken('--grid'),
    series: { 1: series(1), 2: series(2), 3: series(3), 4: series(4), 5: series(5), 6: series(6) },
  };
}

export function lineShapes(drawing: LineDrawing, frame: Frame): readonly Shape[] {
  const { left, right, top, bottom } = frame;
  const palette = themePalette();
  return linePlot({
    ...{ left, top, width: right - left, height: bottom - top },
    ...drawing,
    palette,
    frame: { left, right, top, bottom },
    textSize: rem() * 0.75,
    lineWidth: Number(token('--line-width')),
    backdrop: (plot) => drawing.backdrop.flatMap((one) => backdropShapes(one, plot, palette)),
  });
}

function backdropShapes(backdrop: Backdrop, frame: PlotFrame, palette: Palette): Shape[] {
  const colour = palette.series[backdrop.look];
  const place = ({ x, y }: { x: number; y: number }) => [frame.toX(x), frame.toY(y)] as const;
  if (backdrop.kind === 'spread') {
    return backdrop.bars.map(({ x, low, high }) => ({
      kind: 'path',
      points: [place({ x, y: low }), place({ x, y: high })],
      stroke: `${colour}80`,
      strokeWidth: 5,
    }));
  }
  const corners = outline(backdrop).flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]));
  const [first, last] = [corners[0], corners.at(-1)];
  if (!first || !last) return [];
  const points = [{ x: first.x, y: 0 }, ...corners, { x: last.x, y: 0 }].map(place);
  const edge = backdrop.kind === 'area' ? {} : { stroke: `${colour}70` };
  return [{ kind: 'path', closed: true, points, fill: `${colour}2e`, ...edge }];
}
