import { ticksOf } from '#contract/drawing/ticks';
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  type ChartConfiguration,
  type Scale,
  type ScaleOptionsByType,
} from 'chart.js';
import annotation, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import { colourToken, rem, styleOf, token } from './looks';
import type { Axis, Series } from './series';

Chart.register(
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  annotation,
);

/** A vertical line with a word at its top: where the rate was changed, where a run diverged. */
export interface Mark {
  readonly x: number;
  readonly label: string;
  /** The word stands at the line's foot, where curves pass its top. */
  readonly atFoot?: boolean;
}

/** The most marks of an axis. */
const MOST_TICKS = 11;

/** The look of an axis in the colours of the theme. */
export function axisOptions(axis: Axis, grid: boolean) {
  const size = rem();
  const { format } = axis;
  return {
    type: axis.type ?? ('linear' as const),
    min: axis.min,
    max: axis.max,
    ...(axis.type === 'logarithmic' && !format ? { afterBuildTicks: onlyRoundTicks } : {}),
    border: { display: false },
    grid: { display: grid, color: token('--grid'), lineWidth: 1, drawTicks: false },
    title: {
      display: axis.label !== undefined,
      text: axis.label ?? '',
      color: token('--ink-2'),
      font: { family: token('--font-sans'), size: size * 0.6875 },
    },
    ticks: {
      color: token('--ink-2'),
      padding: size * 0.5,
      maxRotation: 0,
      maxTicksLimit: MOST_TICKS,
      font: { family: token('--font-sans'), size: size * 0.75 },
      ...(axis.step === undefined ? {} : { stepSize: axis.step }),
      ...(format === undefined
        ? {}
        : { callback: (value: number | string) => format(Number(value)) }),
    },
  } satisfies Partial<Pick<ScaleOptionsByType<'linear'>, 'min' | 'max'> & Record<string, unknown>>;
}

/** Chart.js would write 50,000 beside 100,000, where there is no room; the marks are those of the chart as a file. */
function onlyRoundTicks(scale: Scale) {
  scale.ticks = [...ticksOf({ min: scale.min, max: scale.max, type: 'logarithmic' }, MOST_TICKS)];
}

/** Lines over two axes, as Chart.js takes them: no animation, no events of its own. */
export function lineConfiguration(
  series: readonly Series[],
  x: Axis,
  y: Axis,
  marks: readonly Mark[],
): ChartConfiguration<'line', { x: number; y: number | null }[]> {
  const size = rem();
  const width = Number(token('--line-width'));
  const many = series.some(({ points }) => points.length > 60);
  const annotations: Record<string, AnnotationOptions> = Object.fromEntries(
    marks.map(({ x: value, label, atFoot }, index): [string, AnnotationOptions] => [
      `mark${index}`,
      {
        type: 'line',
        scaleID: 'x',
        value,
        borderColor: token('--ink-3'),
        borderWidth: 1,
        borderDash: [2, 3],
        label: {
          display: true,
          content: label,
          position: atFoot ? 'end' : 'start',
          backgroundColor: token('--card'),
          color: token('--ink-2'),
          padding: 3,
          font: { family: token('--font-sans'), size: size * 0.6875 },
        },
      },
    ]),
  );
  return {
    type: 'line',
    data: {
      datasets: series.flatMap(({ label, look, points, plain, markers, large, faded }) => {
        const { colour, dash, marker } = styleOf(look);
        const each = markers === undefined ? 1 : Math.ceil(points.length / markers);
        const size = width * (large ? 2.75 : 1.5);
        const bare = each > 1 || (many && markers === undefined) || plain;
        const drawn = faded ? `${colourToken(colour)}30` : token(colour);
        const line = {
          label,
          data: points.map(({ x: at, y: value }) => ({ x: at, y: value })),
          parsing: false as const,
          borderColor: drawn,
          backgroundColor: drawn,
          borderWidth: width,
          borderDash: dash.map((part) => part * width),
          pointStyle: marker,
          ...(faded && { order: 1 }),
          pointRadius: bare ? 0 : size,
          pointHoverRadius: bare ? 0 : size,
          spanGaps: false,
        };
        if (each === 1) return [line];
        // A radius a point would have the options of each point resolved by itself, which takes most of the time.
        const marked = {
          ...line,
          data: line.data.filter((_, index) => index % each === 0),
          ...{ showLine: false, pointRadius: size, pointHoverRadius: size },
        };
        return [line, marked];
      }),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      clip: 6,
      layout: { padding: { top: 4, right: size * 0.375 } },
      scales: { x: axisOptions(x, false), y: axisOptions(y, true) },
      plugins: {
        legend: { display: false },
        tooltip: { enabled: false },
        annotation: { annotations },
      },
    },
  };
}

export { Chart };
