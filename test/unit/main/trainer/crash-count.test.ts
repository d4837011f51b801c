import { expect, test } from 'vitest';
import { CrashCount } from '../../../../main/trainer/crash-count';

const MINUTE = 60_000;

test('the third crash within five minutes is one too many', () => {
  const crashes = new CrashCount();
  expect([0, 2 * MINUTE, 4.9 * MINUTE].map((at) => crashes.add(at))).toEqual([false, false, true]);
});

test('a crash is forgotten after five minutes', () => {
  const crashes = new CrashCount();
  expect([0, 2 * MINUTE, 5 * MINUTE].map((at) => crashes.add(at))).toEqual([false, false, false]);
  expect(crashes.add(6 * MINUTE)).toBe(true);
});

test('clearing forgets them all', () => {
  const crashes = new CrashCount();
  crashes.add(0);
  crashes.add(1);
  crashes.clear();
  expect([2, 3, 4].map((at) => crashes.add(at))).toEqual([false, false, true]);
});
