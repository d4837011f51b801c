/** Where a chart's values lie on it, in pixels from its left and upper edge: for what is laid over the drawing. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  toX(value: number): number;
  toY(value: number): number;
  fromX(pixel: number): number;
  fromY(pixel: number): number;
}

interface Scale {
  getPixelForValue(value: number): number;
  getValueForPixel(pixel: number): number | undefined;
}

/** The frame of a chart as Chart.js has laid it out; undefined before it has. */
export function frameOf({
  chartArea,
  scales,
}: {
  readonly chartArea: Omit<Frame, 'toX' | 'toY' | 'fromX' | 'fromY'>;
  readonly scales: Readonly<Record<string, Scale>>;
}): Frame | undefined {
  const { x, y } = scales;
  if (!x || !y) return undefined;
  const { left, right, top, bottom } = chartArea;
  return {
    left,
    right,
    top,
    bottom,
    toX: (value) => x.getPixelForValue(value),
    toY: (value) => y.getPixelForValue(value),
    fromX: (pixel) => x.getValueForPixel(pixel) ?? Number.NaN,
    fromY: (pixel) => y.getValueForPixel(pixel) ?? Number.NaN,
  };
}
