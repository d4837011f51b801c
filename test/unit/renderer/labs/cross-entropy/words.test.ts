import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exactFloat32,
  figure,
  stepFormula,
} from '../../../../../renderer/labs/cross-entropy/words';

test.each([
  [2.302585, '2.303'],
  [0, '0'],
  [-100, '-100'],
  [3.783505853677006e-44, '3.78e-44'],
  [5.184705528587072e21, '5.18e+21'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
  [NaN, 'NaN'],
])('figure(%d) is %s', (value, text) => {
  expect(figure(value)).toBe(text);
});

describe('exactFloat32(value)', () => {
  test.each([
    [Math.fround(0.1), '0.1'],
    [1 - 2 ** -24, '0.99999994'],
    [15, '15'],
  ])('%d is %s', (value, text) => {
    expect(exactFloat32(value)).toBe(text);
  });

  test('says enough digits to be read back as the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(exactFloat32(value)))).toBe(value + 0);
      }),
    );
  });
});

test('the steps’ formulas name the true class', () => {
  expect(stepFormula('naive', 'negLog', 2)).toBe(String.raw`-\log \hat y_2`);
  expect(stepFormula('stable', 'subtractLogit', 1)).toBe(String.raw`\bar o + \log s - o_1`);
  expect(stepFormula('stable', 'exp', 0)).not.toBe(stepFormula('naive', 'exp', 0));
});
