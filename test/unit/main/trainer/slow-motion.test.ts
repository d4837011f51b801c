import { expect, test } from 'vitest';
import { slowed } from '../../../../main/trainer/slow-motion';

test('full speed is not slowed', () => {
  expect(slowed('full', 235)).toBeNull();
});

test('minibatches come one by one, each long enough to be seen', () => {
  expect(slowed('minibatch', 235)?.minibatches).toBe(1);
  expect(slowed('minibatch', 235)?.ms).toBeGreaterThanOrEqual(500);
});

test.each([1, 100, 235, 60_000])(
  'an epoch of %i minibatches takes the same four seconds',
  (batches) => {
    const slow = slowed('epoch', batches);
    const { minibatches = 0, ms = 0 } = slow ?? {};
    expect((batches / minibatches) * ms).toBeCloseTo(4000, 6);
    // Never more than progress is told of, and whole minibatches.
    expect(minibatches).toBe(Math.round(minibatches));
    expect(ms).toBeGreaterThanOrEqual(50);
  },
);
