import { Accumulator } from '#lessons/accumulator';
import { expect, test } from 'vitest';

test('adds up each of its quantities by itself', () => {
  const metric = new Accumulator(2);
  metric.add(1, 10);
  metric.add(2.5, 20);
  expect([metric.get(0), metric.get(1)]).toEqual([3.5, 30]);
});

test('starts again from zero after a reset', () => {
  const metric = new Accumulator(1);
  metric.add(7);
  metric.reset();
  metric.add(1);
  expect(metric.get(0)).toBe(1);
});

test('adds up sixty thousand float32 losses without losing small ones', () => {
  const metric = new Accumulator(1);
  for (let i = 0; i < 60_000; i += 1) metric.add(0.1);
  expect(metric.get(0)).toBeCloseTo(6000, 6);
});

test('refuses another number of values, and a sum that is not there', () => {
  const metric = new Accumulator(2);
  expect(() => metric.add(1)).toThrow('2 sums, but 1 values');
  expect(() => metric.get(2)).toThrow('there is no sum 2');
});
