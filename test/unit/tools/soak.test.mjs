// @ts-check
import { describe, expect, test } from 'vitest';
import { judge } from '../../../tools/lib/soak.mjs';

/** @param {(minute: number) => number} heapAt */
const samples = (heapAt) =>
  Array.from({ length: 40 }, (_, i) => ({
    ...{ seconds: i * 15, main: 200, trainer: 500, window: 150, heap: heapAt(i / 4) },
    ...{ listeners: 100, nodes: 2000, frameMs: 16 },
  }));

/** @param {(minute: number) => number} heapAt */
const failed = (heapAt) => judge(samples(heapAt)).filter(({ flat }) => !flat);

describe('judge(samples)', () => {
  test('lets pass what is flat, what saws, and what is filled in the first minutes', () => {
    expect(failed(() => 20)).toEqual([]);
    expect(failed((minute) => 20 + (minute % 1) * 3)).toEqual([]);
    expect(failed((minute) => 20 - 20 * Math.exp(-4 * minute))).toEqual([]);
  });

  test('names what grows by half a megabyte a minute, with both figures', () => {
    expect(failed((minute) => 20 + minute / 2)).toEqual([
      expect.objectContaining({ name: "the window's heap", first: 21.125, last: 24.125 }),
    ]);
  });

  test('nothing that was measured is not flat', () => {
    expect(judge([]).every(({ flat }) => !flat)).toBe(true);
  });
});
