import { expect, test } from 'vitest';
import { EpochLog } from '../../../../main/trainer/epoch-log';

test('knows the rate of each minibatch, however many were trained in one go', () => {
  const log = new EpochLog(new Float32Array());
  log.begin(new Int32Array(100));
  log.note(0.1);
  log.batch = 3;
  log.note(0.1);
  log.batch = 5;
  log.note(0.5);
  log.batch = 6;
  log.note(0.1);
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((batch) => log.rateOf(batch))).toEqual([
    0.1, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1, 0.1,
  ]);
});

test('forgets them with the epoch', () => {
  const log = new EpochLog(new Float32Array());
  log.note(0.1);
  log.begin(new Int32Array(100));
  expect(() => log.rateOf(1)).toThrow('minibatch 1');
});
