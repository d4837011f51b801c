import { describe, expect, test } from 'vitest';
import {
  columnFormat,
  formatError,
  formatEstimate,
  formatNarrow,
  formatNotesLoss,
  formatShort,
} from '../../../renderer/figures';
import { NO_VALUE } from '../../../renderer/format';

describe('formatEstimate(value, language)', () => {
  test.each([
    [1.99956, '1.9996'],
    [-3.39959, '-3.3996'],
    [-0.00001, '0.0000'],
    [1234.56, '1234.6'],
    [-7.5e12, '-7.50e+12'],
  ])('%d is %s', (value, text) => {
    expect(formatEstimate(value, 'en')).toBe(text);
    expect(formatEstimate(value, 'zh-CN')).toBe(text);
  });

  test('what is not there, or not finite, has no digits', () => {
    expect([undefined, Number.NaN, Infinity].map((value) => formatEstimate(value, 'en'))).toEqual([
      NO_VALUE,
      NO_VALUE,
      NO_VALUE,
    ]);
  });
});

describe('formatShort(value, language)', () => {
  test.each([
    [1.17456, '1.175'],
    [100, '100'],
    [0, '0'],
    [-0.000023, '-2.30e-5'],
    [12345.6, '12350'],
  ])('%d is %s', (value, text) => {
    expect(formatShort(value, 'en')).toBe(text);
  });
});

describe('formatNarrow(value, language)', () => {
  test.each([
    [0.02345, '0.023'],
    [-1.0474, '-1.047'],
    [13.853, '13.85'],
    [-123.45, '-123.5'],
    [7126.4, '7126'],
    [-41104, '-4.1e+4'],
  ])('%d is %s: never more than seven characters', (value, text) => {
    expect(formatNarrow(value, 'en')).toBe(text);
    expect(text.length).toBeLessThanOrEqual(7);
  });

  test('has one decimal more for a residual', () => {
    expect(formatNarrow(-0.00412, 'en', 4)).toBe('-0.0041');
  });
});

describe('formatError(value)', () => {
  test.each([
    [0.00044, '4.4e-4'],
    [-0.0000031, '-3.1e-6'],
    [0.0312, '0.031'],
    [-1.07, '-1.1'],
    [0, '0'],
    [54321, '5.4e+4'],
  ])('%d is %s', (value, text) => {
    expect(formatError(value)).toBe(text);
  });
});

describe('formatNotesLoss(loss, language)', () => {
  test.each([
    [0.0281134, '0.028113'],
    [0.0000512, '0.000051'],
    [33.951234, '33.951234'],
    [812.4, '812.40'],
    [7.5e-15, '7.50e-15'],
    [7.76e6, '7.76e+6'],
    [0, '0.000000'],
  ])('%d is %s, as the notes print it', (loss, text) => {
    expect(formatNotesLoss(loss, 'en')).toBe(text);
  });

  test('null, what JSON has for a loss that was not finite, has no digits', () => {
    expect(formatNotesLoss(null, 'en')).toBe(NO_VALUE);
  });
});

describe('columnFormat(values, language)', () => {
  test('writes all of a column with the decimals that it has', () => {
    const prices = columnFormat([136.7, 87.6, 173], 'en');
    expect([136.7, 173].map(prices)).toEqual(['136.7', '173.0']);
    expect(columnFormat([135, 109], 'en')(135)).toBe('135');
  });

  test('stops at four decimals, and marks a gap', () => {
    const column = columnFormat([1 / 3, Number.NaN], 'en');
    expect([1 / 3, Number.NaN, 2e9].map(column)).toEqual(['0.3333', NO_VALUE, '2.00e+9']);
  });
});
