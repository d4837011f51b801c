import { describe, expect, test } from 'vitest';
import type { SweepCell } from '#contract/sweep';
import {
  GUESSING_LOSS,
  heatColour,
  heatMap,
  takesDarkInk,
  type HeatMeasure,
} from '../../../../renderer/sweeps/heat';
import { doneCell } from '../../main/support/sweeps';

const waiting = (learningRate: number, batchSize: number): SweepCell => ({
  learningRate,
  batchSize,
  state: 'waiting',
});

const cells: readonly SweepCell[] = [
  doneCell(0.1, 256, { trainLoss: 0.5, testAcc: 0.82, ms: 100 }),
  doneCell(1, 256, { trainLoss: 0.7, testAcc: 0.8, ms: 90 }),
  doneCell(0.1, 16, { trainLoss: 0.45, testAcc: 0.84, ms: 400 }),
  { ...doneCell(10, 16, { trainLoss: null }), state: 'diverged' },
  doneCell(1, 16, { trainLoss: 40, testAcc: 0.7, ms: 420 }),
];

function marksOf(measure: HeatMeasure) {
  return heatMap(cells, measure).rows.map((row) => row.map((one) => one?.mark ?? null));
}

describe('heatMap(cells, measure)', () => {
  test('puts rates in ascending columns, sizes in descending rows, and leaves out what was not tried', () => {
    const map = heatMap(cells, 'testAcc');
    expect(map.rates).toEqual([0.1, 1, 10]);
    expect(map.sizes).toEqual([256, 16]);
    expect(marksOf('testAcc')).toEqual([
      ['value', 'value', null],
      ['value', 'unstable', 'diverged'],
    ]);
  });

  test.each([
    ['testAcc', 0.84, [0.1, 16]],
    ['trainLoss', 0.45, [0.1, 16]],
    // Milliseconds of one of the two epochs.
    ['time', 45, [1, 256]],
  ] as const)('finds the best %s', (measure, value, [rate, size]) => {
    expect(heatMap(cells, measure).best).toMatchObject({
      ...{ learningRate: rate, batchSize: size, value, shade: 1, isBest: true },
    });
  });

  test('calls a loss above what guessing among ten costs unstable, and never the best', () => {
    expect(GUESSING_LOSS).toBeCloseTo(2.302585, 6);
    const high = doneCell(1, 16, { trainLoss: 2.31, testAcc: 0.99 });
    const map = heatMap([high, doneCell(0.1, 16, { testAcc: 0.5 })], 'testAcc');
    expect(map.rows[0]?.map((one) => [one?.mark, one?.isBest])).toEqual([
      ['value', true],
      ['unstable', false],
    ]);
  });

  test('shades from the worst stable value to the best; an unstable one does not stretch the scale', () => {
    const map = heatMap(cells, 'trainLoss');
    expect(map.scale).toEqual({ worst: 0.7, best: 0.45 });
    const shades = map.rows.map((row) => row.map((one) => one?.shade ?? null));
    expect(shades[0]?.[1]).toBe(0);
    expect(shades[1]).toEqual([1, 0, null]);
    // Halfway between 0.7 and 0.45 by their logarithm would be 0.561.
    expect(shades[0]?.[0]).toBeCloseTo(Math.log(0.7 / 0.5) / Math.log(0.7 / 0.45), 10);
  });

  test('shades nothing before the first cell is done', () => {
    const map = heatMap([waiting(0.1, 16), waiting(1, 16)], 'testAcc');
    expect(map.scale).toBeNull();
    expect(map.best).toBeNull();
    expect(map.rows).toHaveLength(1);
  });

  test('a cell that was given up early shows how far it came, and is not the best', () => {
    const early: SweepCell = {
      ...doneCell(0.5, 16, { epochs: 1, testAcc: 0.9 }),
      state: 'stopped',
    };
    const map = heatMap([early, doneCell(0.1, 16, { testAcc: 0.5 })], 'testAcc');
    expect(map.rows[0]?.map((one) => [one?.mark, one?.value, one?.isBest])).toEqual([
      ['value', 0.5, true],
      ['stopped', 0.9, false],
    ]);
  });
});

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const shades = Array.from({ length: 101 }, (_, i) => i / 100);

describe('heatColour(shade)', () => {
  test('gets lighter all the way: the order shows without hue', () => {
    const lightness = shades.map((shade) => luminance(heatColour(shade)));
    expect(lightness).toEqual(lightness.toSorted((a, b) => a - b));
    expect(lightness.at(-1)).toBeGreaterThan(0.75);
    expect(lightness[0]).toBeLessThan(0.02);
  });

  test('stays on the scale', () => {
    expect(heatColour(-1)).toEqual(heatColour(0));
    expect(heatColour(2)).toEqual([254, 232, 56]);
  });
});

describe('takesDarkInk(colour)', () => {
  test('gives the text of every shade a contrast of at least 4.5', () => {
    for (const shade of shades) {
      const colour = heatColour(shade);
      const ground = luminance(colour) + 0.05;
      const contrast = takesDarkInk(colour) ? ground / 0.05 : 1.05 / ground;
      expect(contrast).toBeGreaterThanOrEqual(4.5);
    }
  });
});
