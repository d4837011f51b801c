import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  batchSizesOf,
  cellCount,
  cellPlaceSchema,
  cellStates,
  isEnded,
  learningRatesOf,
  MAX_CELLS,
  sweepRequestSchema,
} from '#contract/sweep';
import { sweepRequest } from '../main/support/sweeps';

describe('learningRatesOf(request)', () => {
  test('gives the powers of ten for one step a decade', () => {
    const request = sweepRequest({ learningRate: { from: 0.001, to: 10, steps: 5 } });
    expect(learningRatesOf(request)).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  test('gives NumPy’s geomspace, to three digits', () => {
    // np.geomspace(0.01, 3, 6).round: 0.01, 0.0313, 0.0979, 0.306, 0.959, 3
    const request = sweepRequest({ learningRate: { from: 0.01, to: 3, steps: 6 } });
    expect(learningRatesOf(request)).toEqual([0.01, 0.0313, 0.0979, 0.306, 0.959, 3]);
  });

  test('has no value twice: a range of one point is one rate', () => {
    const request = sweepRequest({ learningRate: { from: 0.1, to: 0.1, steps: 4 } });
    expect(learningRatesOf(request)).toEqual([0.1]);
  });
});

describe('batchSizesOf(request)', () => {
  test('gives powers of two as integers', () => {
    const request = sweepRequest({ batchSize: { from: 16, to: 1024, steps: 4 } });
    expect(batchSizesOf(request)).toEqual([16, 64, 256, 1024]);
  });

  test('drops what rounds to the same size', () => {
    const request = sweepRequest({ batchSize: { from: 1, to: 3, steps: 6 } });
    expect(batchSizesOf(request)).toEqual([1, 2, 3]);
  });

  test('ascends within the range, whatever it is', () => {
    const size = fc.integer({ min: 1, max: 60_000 });
    const steps = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(size, size, steps, (a, b, count) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const sizes = batchSizesOf({ batchSize: { from, to, steps: count } });
        expect(sizes).toEqual([...new Set(sizes)].toSorted((one, other) => one - other));
        expect(sizes[0]).toBe(from);
        expect(sizes.every((one) => one >= from && one <= to)).toBe(true);
      }),
    );
  });
});

describe('cellCount(request)', () => {
  test('is all pairs of a grid, and what is drawn of a random search, but not more than there are', () => {
    const grid = sweepRequest({});
    expect(cellCount(grid)).toBe(6);
    expect(cellCount({ ...grid, search: 'random', samples: 4 })).toBe(4);
    expect(cellCount({ ...grid, search: 'random', samples: 100 })).toBe(6);
  });
});

describe('sweepRequestSchema', () => {
  const problem = (change: Record<string, unknown>) => {
    const parsed = v.safeParse(sweepRequestSchema, { ...sweepRequest({}), ...change });
    const [issue] = parsed.issues ?? [];
    return issue && [v.getDotPath(issue), issue.message];
  };

  test('takes a request, also one of a single rate and a single size', () => {
    expect(v.is(sweepRequestSchema, sweepRequest({}))).toBe(true);
    const single = {
      learningRate: { from: 0.1, to: 0.1, steps: 1 },
      batchSize: { from: 64, to: 64, steps: 1 },
    };
    expect(v.is(sweepRequestSchema, sweepRequest(single))).toBe(true);
  });

  test('takes as many cells as a sweep may have', () => {
    const most = sweepRequest({
      learningRate: { from: 0.001, to: 10, steps: 20 },
      batchSize: { from: 1, to: 60_000, steps: 10 },
    });
    expect(cellCount(most)).toBe(MAX_CELLS);
    expect(v.is(sweepRequestSchema, most)).toBe(true);
  });

  test.each([
    [{ learningRate: { from: 0, to: 1, steps: 3 } }, 'learningRate.from', 'a number in (0, 10]'],
    [{ learningRate: { from: 0.1, to: 11, steps: 3 } }, 'learningRate.to', 'a number in (0, 10]'],
    [
      { learningRate: { from: 0.1, to: 1, steps: 21 } },
      'learningRate.steps',
      'an integer in [1, 20]',
    ],
    [{ batchSize: { from: 16, to: 60_001, steps: 2 } }, 'batchSize.to', 'an integer in [1, 60000]'],
    [
      { batchSize: { from: 64, to: 16, steps: 2 } },
      'batchSize',
      'a range whose end is not below its start',
    ],
    [{ epochs: 101 }, 'epochs', 'an integer in [1, 100]'],
    [
      {
        learningRate: { from: 0.001, to: 10, steps: 20 },
        batchSize: { from: 1, to: 60_000, steps: 12 },
      },
      'search',
      `at most ${MAX_CELLS} cells`,
    ],
  ])('refuses %j and says why', (change, field, message) => {
    expect(problem(change)).toEqual([field, message]);
  });
});

test('cellPlaceSchema takes the pairs that a run can have', () => {
  const takes = (learningRate: unknown, batchSize: unknown) =>
    v.is(cellPlaceSchema, { learningRate, batchSize });
  expect(takes(0.1, 256)).toBe(true);
  expect([takes(0, 256), takes(11, 256), takes('0.1', 256)]).toEqual([false, false, false]);
  expect([takes(0.1, 0), takes(0.1, 2.5), takes(0.1, 60_001)]).toEqual([false, false, false]);
});

test('isEnded(cell): a cell that waits or runs is not done with', () => {
  const open = cellStates.filter((state) => !isEnded({ state }));
  expect(open).toEqual(['waiting', 'running']);
});
