import { describe, expect, test } from 'vitest';
import { line, markdown, number } from '../../../tools/bench/report.mjs';
import { notAvailable, row } from '../../../tools/bench/rows.mjs';

const fast = { id: 'fast', what: 'this against that', unit: 'times as fast', atLeast: 2 };
const small = { id: 'small', what: 'all processes', unit: 'GB', atMost: 1 };

describe('row(goal, spread)', () => {
  test('judges the median, not the extremes', () => {
    expect(row(fast, { value: 2, min: 1, max: 3 })).toEqual({
      id: 'fast',
      what: 'this against that',
      unit: 'times as fast',
      goal: '≥ 2',
      value: 2,
      min: 1,
      max: 3,
      met: true,
    });
    expect(row(fast, { value: 1.99, min: 1, max: 3 }).met).toBe(false);
  });

  test('takes less as better where the goal is a most', () => {
    expect(row(small, { value: 1, min: 1, max: 1 })).toMatchObject({ goal: '≤ 1', met: true });
    expect(row(small, { value: 1.01, min: 1, max: 2 }).met).toBe(false);
  });

  test('does not call met what is not a number', () => {
    expect(row(fast, { value: NaN, min: NaN, max: NaN }).met).toBe(false);
    expect(row(small, { value: NaN, min: NaN, max: NaN }).met).toBe(false);
  });
});

test('notAvailable(goal, reason) has no figure and no verdict', () => {
  expect(notAvailable(fast, 'no Python')).toEqual({
    id: 'fast',
    what: 'this against that',
    unit: 'times as fast',
    goal: '≥ 2',
    value: null,
    min: null,
    max: null,
    met: null,
    reason: 'no Python',
  });
});

test('number(value) has three digits, and nothing for nothing', () => {
  expect([123.4, 12.34, 1.234, 0.123, null].map(number)).toEqual([
    '123',
    '12.3',
    '1.23',
    '0.12',
    '',
  ]);
});

test('line(row) says the verdict, or the first line of why there is none', () => {
  expect(line(row(fast, { value: 3, min: 2.5, max: 3.5 }))).toMatch(
    /≥ 2 +3\.00 +2\.50 to 3\.50 +met$/,
  );
  expect(line(notAvailable(small, 'no Python\nat all'))).toMatch(/not available: no Python$/);
});

test('markdown(report) has a row for each goal and each figure, in cells that hold together', () => {
  const page = markdown({
    machine: 'a | machine',
    versions: { node: '20' },
    date: '2000-01-01',
    rows: [row(fast, { value: 3, min: 2, max: 4 }), notAvailable(small, 'a\nb | c')],
    figures: [{ what: 'that', unit: 'ms', value: 10, min: 9, max: 12 }],
  });
  expect(page).toContain('| this against that | ≥ 2 | 3.00 | 2.00 to 4.00 | times as fast | met |');
  expect(page).toContain('| all processes | ≤ 1 |  |  | GB | not available: a b \\| c |');
  expect(page).toContain('| that | 10.0 | 9.00 to 12.0 | ms |');
});
