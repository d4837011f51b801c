import { expect, test } from 'vitest';
import { restoreNodeHelpers } from '../../../../main/trainer/node-helpers';

/** `util` as Node 23 has it, as far as it matters. */
function restored(): Record<string, (value: unknown) => boolean> {
  const util: Record<string, (value: unknown) => boolean> = {};
  restoreNodeHelpers(util);
  return util;
}

const values = [null, undefined, 0, NaN, '', 'a', [], {}, false];

test.each([
  ['isNullOrUndefined', [null, undefined]],
  ['isNull', [null]],
  ['isUndefined', [undefined]],
  ['isString', ['', 'a']],
  ['isNumber', [0, NaN]],
  ['isBoolean', [false]],
  ['isArray', [[]]],
])('%s is true of exactly %j among all kinds of values', (name, expected) => {
  expect(values.filter((value) => restored()[name]?.(value))).toEqual(expected);
});

test('leaves what Node still has', () => {
  const isArray = () => true;
  const util = { isArray };
  restoreNodeHelpers(util);
  expect(util.isArray).toBe(isArray);
});
