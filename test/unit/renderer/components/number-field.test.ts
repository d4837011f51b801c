import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldProblem, linearFields, softmaxFields, type NumberField } from '#contract/fields';
import { parseNumber, readField, stepField } from '../../../../renderer/components/number-field';

test.each([
  ['0.1', 0.1],
  [' 256 ', 256],
  ['1e-3', 0.001],
  ['0,5', 0.5],
  ['−3.4', -3.4],
])('parseNumber("%s") is %d', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each(['', '  ', 'abc', '1.2.3', '--1'])('parseNumber("%s") is no number', (text) => {
  expect(parseNumber(text)).toBeNaN();
});

test.each([
  ['learningRate', '0', 'outOfRange'],
  ['learningRate', '10.5', 'outOfRange'],
  ['learningRate', '', 'notANumber'],
  ['batchSize', '2.5', 'notAnInteger'],
  ['epochs', '1001', 'outOfRange'],
  ['seed', '4294967296', 'outOfRange'],
] as const)('%s refuses "%s" as %s', (name, text, problem) => {
  expect(readField(softmaxFields[name], text)).toEqual({ problem });
});

describe('stepField(field, value, direction)', () => {
  const path = (from: number, field: Parameters<typeof stepField>[0], direction: 1 | -1) => {
    const values = [from];
    for (let count = 0; count < 4; count += 1) {
      values.push(stepField(field, values.at(-1) ?? from, direction));
    }
    return values;
  };

  test('rates go by 1, 2, 5 up to the end of the field', () => {
    expect(path(0.1, softmaxFields.learningRate, 1)).toEqual([0.1, 0.2, 0.5, 1, 2]);
    expect(path(0.03, softmaxFields.learningRate, -1)).toEqual([0.03, 0.02, 0.01, 0.005, 0.002]);
    expect(stepField(softmaxFields.learningRate, 10, 1)).toBe(10);
  });

  test('batch sizes go by powers of two, epochs and seeds by one', () => {
    expect(path(256, softmaxFields.batchSize, 1)).toEqual([256, 512, 1024, 2048, 4096]);
    expect(path(10, softmaxFields.batchSize, -1)).toEqual([10, 8, 4, 2, 1]);
    expect(stepField(softmaxFields.batchSize, 40_000, 1)).toBe(60_000);
    expect(stepField(softmaxFields.epochs, 10, 1)).toBe(11);
    expect(stepField(softmaxFields.seed, 0, -1)).toBe(0);
  });

  test('from any allowed value it comes to an allowed one, in its direction', () => {
    const fields: NumberField[] = [...Object.values(softmaxFields), ...Object.values(linearFields)];
    for (const field of fields) {
      const value = field.integer
        ? fc.integer({ min: field.min, max: field.max })
        : fc.double({
            min: Math.max(field.min, field.exclusiveMin ? 1e-6 : -1e9),
            max: field.max,
            noNaN: true,
          });
      fc.assert(
        fc.property(value, fc.constantFrom(1 as const, -1 as const), (from, direction) => {
          const next = stepField(field, from, direction);
          expect(fieldProblem(field, next)).toBeUndefined();
          expect((next - from) * direction).toBeGreaterThanOrEqual(0);
        }),
      );
    }
  });
});
