import {
  allowedInterval,
  fieldProblem,
  fieldSchema,
  linearFields,
  softmaxFields,
  type NumberField,
} from '#contract/fields';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

const { learningRate, batchSize } = softmaxFields;
const allFields: readonly NumberField[] = [
  ...Object.values(softmaxFields),
  ...Object.values(linearFields),
];

describe('fieldProblem(field, value)', () => {
  test.each([
    ['the learning rate', learningRate, 0, 'outOfRange'],
    ['the learning rate', learningRate, Number.MIN_VALUE, undefined],
    ['the learning rate', learningRate, 10, undefined],
    ['the learning rate', learningRate, 10.000001, 'outOfRange'],
    ['the learning rate', learningRate, Infinity, 'outOfRange'],
    ['the batch size', batchSize, 0, 'outOfRange'],
    ['the batch size', batchSize, 1, undefined],
    ['the batch size', batchSize, 60_000, undefined],
    ['the batch size', batchSize, 60_001, 'outOfRange'],
    ['the batch size', batchSize, 2.5, 'notAnInteger'],
    ['the batch size', batchSize, NaN, 'notANumber'],
    ['the batch size', batchSize, '256', 'notANumber'],
    ['the batch size', batchSize, null, 'notANumber'],
  ])('for %s %#: %j is judged by its bounds and its kind', (_, field, value, problem) => {
    expect(fieldProblem(field, value)).toBe(problem);
  });

  test.each(allFields)('finds nothing wrong with the default of $name', (field) => {
    expect(fieldProblem(field, field.default)).toBeUndefined();
  });
});

test('allowedInterval(field) writes an excluded end with a round bracket', () => {
  expect(allowedInterval(learningRate)).toBe('(0, 10]');
  expect(allowedInterval(batchSize)).toBe('[1, 60000]');
  expect(allowedInterval(linearFields.trueB)).toBe('[-1000, 1000]');
});

describe('fieldSchema(field)', () => {
  test.each([0, 1, 2.5, 60_000, 60_001])('takes %j only where the field allows it', (value) => {
    for (const field of allFields) {
      const allowed = fieldProblem(field, value) === undefined;
      expect(v.is(fieldSchema(field), value), field.name).toBe(allowed);
    }
  });

  test('says what is allowed, and of which kind', () => {
    const said = (field: NumberField, value: unknown) =>
      v.safeParse(fieldSchema(field), value).issues?.map(({ message }) => message);
    expect(said(batchSize, 2.5)).toEqual(['an integer in [1, 60000]']);
    expect(said(learningRate, 0)).toEqual(['a number in (0, 10]']);
  });
});
