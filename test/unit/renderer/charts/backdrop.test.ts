import { describe, expect, test } from 'vitest';
import { outline } from '../../../../renderer/charts/backdrop';
import { frameOf } from '../../../../renderer/charts/frame';

describe('outline(backdrop)', () => {
  test('a spread is one stroke a place, the pen lifted in between', () => {
    const bars = [
      { x: 10, low: 1, high: 2 },
      { x: 100, low: 3, high: 5 },
    ];
    expect(outline({ kind: 'spread', look: 1, bars })).toEqual([
      { x: 10, y: 1 },
      { x: 10, y: 2 },
      { x: 10, y: null },
      { x: 100, y: 3 },
      { x: 100, y: 5 },
      { x: 100, y: null },
    ]);
  });

  test('a histogram’s bars stand on zero, side by side', () => {
    const bins = [
      { from: 0, to: 1, height: 3 },
      { from: 1, to: 2, height: 4 },
    ];
    expect(outline({ kind: 'histogram', look: 1, bins })).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 3 },
      { x: 1, y: 3 },
      { x: 1, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 4 },
      { x: 2, y: 4 },
      { x: 2, y: 0 },
    ]);
  });

  test('an area is its upper edge', () => {
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
    ];
    expect(outline({ kind: 'area', look: 4, points })).toEqual(points);
  });
});

describe('frameOf(chart)', () => {
  const chartArea = { left: 40, right: 240, top: 10, bottom: 110 };
  const scale = (from: number, perUnit: number) => ({
    getPixelForValue: (value: number) => from + perUnit * value,
    getValueForPixel: (pixel: number) => (pixel - from) / perUnit,
  });

  test('goes from values to pixels and back', () => {
    const frame = frameOf({ chartArea, scales: { x: scale(40, 20), y: scale(110, -10) } });
    expect(frame).toMatchObject(chartArea);
    expect([frame?.toX(5), frame?.toY(2)]).toEqual([140, 90]);
    expect([frame?.fromX(140), frame?.fromY(90)]).toEqual([5, 2]);
  });

  test('is not there before the chart is laid out', () => {
    expect(frameOf({ chartArea, scales: {} })).toBeUndefined();
  });
});
