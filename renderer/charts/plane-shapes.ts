/** What a `PlaneCanvas` shows, as shapes. */
import { linePlot } from '#contract/drawing/line-plot';
import type { Shape } from '#contract/drawing/scene';
import type { Frame } from './frame';
import { themePalette } from './line-shapes';
import { rem, token } from './looks';
import { cloudColour, cloudRadius, type Layer } from './plane';
import type { Axis } from './series';

export function planeShapes(
  layers: readonly Layer[],
  x: Axis,
  y: Axis,
  frame: Frame,
): readonly Shape[] {
  const { left, right, top, bottom } = frame;
  // The window writes the axes' names over the plane.
  const unnamed = ({ min, max, step }: Axis): Axis => ({
    min,
    max,
    ...(step === undefined ? {} : { step }),
  });
  const axes = linePlot({
    ...{ left, top, width: right - left, height: bottom - top, series: [] },
    ...{ x: unnamed(x), y: unnamed(y), palette: themePalette() },
    frame: { left, right, top, bottom },
    textSize: rem() * 0.75,
  });
  return [...axes, ...layers.flatMap((layer) => layerShapes(layer, frame))];
}

function layerShapes({ kind, look, xs, ys }: Layer, frame: Frame): Shape[] {
  const palette = themePalette();
  const colour = look === 'ink' ? palette.ink : palette.series[look];
  const width = Number(token('--line-width'));
  const size = rem();
  const points = Array.from(xs, (x, i) => [frame.toX(x), frame.toY(ys[i] ?? NaN)] as const).filter(
    ([x, y]) => Number.isFinite(x) && Number.isFinite(y),
  );
  const within = points.filter(
    ([x, y]) =>
      x >= frame.left - size &&
      x <= frame.right + size &&
      y >= frame.top - size &&
      y <= frame.bottom + size,
  );
  const discs = (radius: number, paint: { fill: string; stroke?: string; strokeWidth?: number }) =>
    within.map(([x, y]): Shape => ({ kind: 'circle', x, y, radius, ...paint }));
  switch (kind) {
    case 'cloud':
      return discs(size * cloudRadius(xs.length), { fill: cloudColour(colour, xs.length) });
    case 'rings':
      return discs(size * 0.25, { fill: `${colour}30`, stroke: colour, strokeWidth: width });
    case 'discs':
      return discs(size * 0.19, { fill: colour });
    case 'cross': {
      const r = size * 0.375;
      const stroke = { kind: 'path', stroke: colour, strokeWidth: width + 0.5 } as const;
      return within.flatMap(([x, y]): Shape[] => [
        {
          ...stroke,
          points: [
            [x - r, y],
            [x + r, y],
          ],
        },
        {
          ...stroke,
          points: [
            [x, y - r],
            [x, y + r],
          ],
        },
      ]);
    }
    case 'line':
      return [{ kind: 'path', points, stroke: colour, strokeWidth: width * 1.125 }];
    case 'dashes': {
      const dash = [width * 2, width * 1.75];
      return [{ kind: 'path', points, stroke: colour, strokeWidth: width * 0.875, dash }];
    }
    case 'outline':
      return [{ kind: 'path', closed: true, points, fill: `${colour}16`, stroke: `${colour}70` }];
  }
}
