import { Timer } from '#lessons/timer';
import { expect, test } from 'vitest';

/** A timer whose clock shows these readings, one after the other. */
function timerWith(...readings: number[]): Timer {
  return new Timer(() => readings.shift() ?? NaN);
}

test('starts when it is made, and stop returns the time since', () => {
  expect(timerWith(100, 103.5).stop()).toBe(3.5);
});

test('records each time, and gives their mean, sum and running sum', () => {
  const timer = timerWith(0, 1, 10, 12, 20, 26);
  timer.stop();
  timer.start();
  timer.stop();
  timer.start();
  timer.stop();
  expect(timer.times).toEqual([1, 2, 6]);
  expect(timer.avg()).toBe(3);
  expect(timer.sum()).toBe(9);
  expect(timer.cumsum()).toEqual([1, 3, 9]);
});

test('a second stop without a start measures from the same start, as in the book', () => {
  const timer = timerWith(0, 1, 5);
  timer.stop();
  expect(timer.stop()).toBe(5);
});

test('has no mean before anything was timed', () => {
  const timer = timerWith(0);
  expect(timer.avg()).toBeNaN();
  expect(timer.cumsum()).toEqual([]);
});

test('uses the real clock by default, which does not run backwards', () => {
  expect(new Timer().stop()).toBeGreaterThanOrEqual(0);
});
