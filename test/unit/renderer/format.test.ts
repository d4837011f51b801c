import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRough,
  formatTime,
  median,
  NO_VALUE,
} from '../../../renderer/format';

describe('formatLoss(loss, language)', () => {
  test.each([
    [0.4468, '0.447'],
    [0.1, '0.100'],
    [2.302585, '2.303'],
    [0.028113, '0.0281'],
    [0.00000512, '5.12e-6'],
    [812.4, '812.400'],
    [12345.6, '12,346'],
    [3.4e38, '3.40e+38'],
    [0, '0.000'],
  ])('%d is %s', (loss, text) => {
    expect(formatLoss(loss, 'en')).toBe(text);
  });

  test.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])(
    '%s has no digits to show',
    (loss) => {
      expect(formatLoss(loss, 'en')).toBe(NO_VALUE);
    },
  );
});

test('formatPercent(fraction) keeps one decimal, so that its width stays', () => {
  expect(formatPercent(0.8432, 'en')).toBe('84.3%');
  expect(formatPercent(1, 'en')).toBe('100.0%');
  expect(formatPercent(undefined, 'zh-CN')).toBe(NO_VALUE);
});

test('formatCount groups thousands', () => {
  expect(formatCount(10_000, 'en')).toBe('10,000');
});

test.each([
  [0.4, '0 ms', '0 毫秒'],
  [52.4, '52 ms', '52 毫秒'],
  [999.4, '999 ms', '999 毫秒'],
  [999.6, '1.0 s', '1.0 秒'],
  [3440, '3.4 s', '3.4 秒'],
  [59_940, '59.9 s', '59.9 秒'],
  [59_960, '1 min 0 s', '1 分 0 秒'],
  [125_000, '2 min 5 s', '2 分 5 秒'],
  [3_599_700, '1 h 0 min', '1 小时 0 分'],
  [7_500_000, '2 h 5 min', '2 小时 5 分'],
])('formatDuration(%d ms) is "%s", in Chinese "%s"', (ms, english, chinese) => {
  expect(formatDuration(ms, 'en')).toBe(english);
  expect(formatDuration(ms, 'zh-CN')).toBe(chinese);
});

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [4_100_000, '4.1 MB'],
  [31_000_000_000, '31 GB'],
])('formatBytes(%d) is "%s"', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text);
});

test('formatDate names the day in each language', () => {
  expect(formatDate('2026-03-07T12:00:00Z', 'en')).toMatch(/Mar 7, 2026/);
  expect(formatDate('2026-03-07T12:00:00Z', 'zh-CN')).toMatch(/2026年3月7日/);
});

test('median: the middle value, the mean of the two middle ones, null of nothing', () => {
  expect(median([5, 1, 100])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([])).toBeNull();
});

describe('formatTime(ms, language, digits)', () => {
  test.each([
    [0.0000104, '10.4 ns'],
    [0.00712962, '7.13 μs'],
    [0.9999, '1 ms'],
    [678.592, '679 ms'],
    [1091.16, '1.09 sec'],
  ])('%f ms is %s', (ms, text) => {
    expect(formatTime(ms, 'en')).toBe(text);
  });

  test('takes fewer digits where it is told, and speaks Chinese', () => {
    expect(formatTime(678.592, 'en', 2)).toBe('680 ms');
    expect(formatTime(0.00712962, 'zh-CN', 2)).toBe('7.1微秒');
  });
});

test.each([
  [5432.1, '5,400'],
  [113_098, '110,000'],
])('formatRough(%f) is %s', (value, text) => {
  expect(formatRough(value, 'en')).toBe(text);
});
