import type { AppError } from '#contract/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readResults } from '../../../../../main/exports/ray/results';
import { sweepRequest } from '../../support/sweeps';

const expected = 'a'.repeat(64);
const identity = { id: '20260304T050607-abc123', app: '0.1.0' };
const cells = [
  { learningRate: 0.01, batchSize: 256 },
  { learningRate: 0.1, batchSize: 256 },
];
const sweep = {
  kind: 'sweep',
  schema: 1,
  request: sweepRequest({}),
  cells,
  dataset: expected,
  engine: { name: 'PyTorch', version: '2.13.0+cpu' },
  ray: '2.60.0',
  startedAt: '2026-03-04T05:06:07Z',
};
const cell = {
  kind: 'cell',
  ...cells[0],
  state: 'done',
  epochs: 2,
  trainLoss: 0.6,
  trainAcc: 0.8,
  testAcc: 0.79,
  ms: 123.4,
};

function read(...lines: readonly unknown[]) {
  const text = lines
    .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
    .join('\n');
  return readResults({ file: 'results.jsonl', text }, expected, identity);
}

function refusal(...lines: readonly unknown[]) {
  try {
    read(...lines);
  } catch (error) {
    return (error as AppError).toData();
  }
  throw new Error('it was taken');
}

describe('readResults(file, expected, identity)', () => {
  test('reads a sweep that is under way: its cells, and what came of those that ended', () => {
    const { record, skippedCount } = read(sweep, cell);
    expect(skippedCount).toBe(0);
    expect(record).toEqual({
      ...identity,
      schema: 1,
      source: 'ray',
      state: 'cancelled',
      request: sweep.request,
      engine: sweep.engine,
      dataset: expected,
      startedAt: sweep.startedAt,
      cells: [
        {
          ...cells[0],
          state: 'done',
          figures: { epochs: 2, trainLoss: 0.6, trainAcc: 0.8, testAcc: 0.79, ms: 123.4 },
        },
        { ...cells[1], state: 'waiting' },
      ],
    });
  });

  test('is done when all cells ended; of two lines of a cell the later one counts', () => {
    const second = { ...cell, ...cells[1], state: 'diverged', trainLoss: null };
    const { record } = read(sweep, cell, second, sweep, { ...cell, testAcc: 0.81 }, '');
    expect(record.state).toBe('done');
    expect(record.cells.map(({ state, figures }) => [state, figures?.testAcc])).toEqual([
      ['done', 0.81],
      ['diverged', 0.79],
    ]);
  });

  test('names each line that does not fit and skips it; the rest is read', () => {
    const { record, skipped, skippedCount } = read(
      sweep,
      '{"kind": "cell", ',
      { ...cell, testAcc: 1.2 },
      { ...cell, trainLoss: 'NaN' },
      { ...cell, learningRate: 0.5 },
      { ...cell, state: 'won' },
      'x'.repeat(100_001),
      cell,
    );
    expect(skipped).toEqual([
      { line: 2, problem: 'notJson' },
      { line: 3, problem: 'wrongValue', field: 'testAcc' },
      { line: 4, problem: 'wrongValue', field: 'trainLoss' },
      { line: 5, problem: 'notACell' },
      { line: 6, problem: 'wrongValue', field: 'state' },
      { line: 7, problem: 'tooLong' },
    ]);
    expect(skippedCount).toBe(6);
    expect(record.cells[0]?.state).toBe('done');
  });

  test('counts all lines that were skipped, and names the first twenty', () => {
    const { skipped, skippedCount } = read(sweep, ...Array.from({ length: 50 }, () => 'no'));
    expect([skipped.length, skippedCount]).toEqual([20, 50]);
  });

  test.each([
    ['an empty file', ['']],
    ['another file', ['epoch,loss']],
    ['a file that begins with a cell', [cell]],
    ['a sweep of a newer version', [{ ...sweep, schema: 2 }]],
    ['a sweep of no cells', [{ ...sweep, cells: [] }]],
    ['a sweep of too many cells', [{ ...sweep, cells: Array(201).fill(cells[0]) }]],
    ['a learning rate out of range', [{ ...sweep, cells: [{ learningRate: 1e9, batchSize: 1 }] }]],
    ['a request out of range', [{ ...sweep, request: sweepRequest({ epochs: 1e6 }) }]],
  ])('refuses %s whole, and names the file and its first line', (_, lines) => {
    const { code, params } = refusal(...lines);
    expect(code).toBe('invalidInput');
    expect(params['field']).toMatch(/^results\.jsonl:1/);
  });

  test('refuses a sweep on other data', () => {
    expect(refusal({ ...sweep, dataset: 'b'.repeat(64) }).params).toEqual({
      field: 'results.jsonl:1 dataset',
      value: expect.stringMatching(/^b+…$/),
      allowed: expected,
    });
  });

  test('never fails otherwise, whatever the lines are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
        const { record } = read(sweep, ...lines.map((line) => line.replaceAll(/[\r\n]/g, ' ')));
        expect(record.cells).toHaveLength(2);
      }),
    );
  });
});
