import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { latestWins } from '../../../main/latest-wins';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function collect() {
  const sent: number[] = [];
  return { sent, stream: latestWins<number>(50, (value) => sent.push(value)) };
}

test('the first value passes at once', () => {
  const { sent, stream } = collect();
  stream.push(1);
  expect(sent).toEqual([1]);
});

test('of those within the interval, the last passes when it is over', () => {
  const { sent, stream } = collect();
  for (const value of [1, 2, 3]) stream.push(value);
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([1, 3]);
});

test('100,000 values in a second are at most 21', () => {
  const { sent, stream } = collect();
  for (let value = 0; value < 100_000; value += 1) {
    stream.push(value);
    if (value % 100 === 99) vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(50);
  expect(sent.length).toBeLessThanOrEqual(21);
  expect(sent.at(-1)).toBe(99_999);
});

test('a flush passes what waits on at once, and once only', () => {
  const { sent, stream } = collect();
  stream.push(1);
  stream.push(2);
  stream.flush();
  expect(sent).toEqual([1, 2]);
  stream.flush();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1, 2]);
});

test('what waits passes at once when it is flushed, and only once', () => {
  const { sent, stream } = collect();
  stream.push(1);
  stream.push(2);
  stream.flush();
  expect(sent).toEqual([1, 2]);
  vi.advanceTimersByTime(1000);
  stream.flush();
  expect(sent).toEqual([1, 2]);
});
