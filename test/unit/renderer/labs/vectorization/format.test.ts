import { describe, expect, test } from 'vitest';
import { formatRough, formatTime } from '../../../../../renderer/labs/vectorization/format';

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
