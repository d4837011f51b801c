/**
 * The numbers a person can set, each with what is allowed: one table for the window's fields, the command
 * line and the schemas, so that all three refuse the same values for the same reason.
 */
import * as v from 'valibot';

/** One number a person can set. `min` is excluded where `exclusiveMin` says so; `max` is always included. */
export interface NumberField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly exclusiveMin?: boolean;
  readonly integer: boolean;
  readonly default: number;
}

/** Why a value is refused; the window and the command line put it into words. */
export type FieldProblem = 'notANumber' | 'notAnInteger' | 'outOfRange';

const seed: NumberField = {
  name: 'seed',
  min: 0,
  max: 2 ** 32 - 1,
  integer: true,
  default: 0,
};
const initStd: NumberField = { name: 'initStd', min: 0, max: 10, integer: false, default: 0.01 };
const epochs: NumberField = { name: 'epochs', min: 1, max: 1000, integer: true, default: 10 };

/** Softmax regression: the defaults are those of section 3.6. */
export const softmaxFields = {
  learningRate: {
    name: 'learningRate',
    min: 0,
    exclusiveMin: true,
    max: 10,
    integer: false,
    default: 0.1,
  },
  batchSize: { name: 'batchSize', min: 1, max: 60_000, integer: true, default: 256 },
  epochs,
  seed,
  initStd,
  numTrain: { name: 'numTrain', min: 1, max: 60_000, integer: true, default: 60_000 },
} satisfies Record<string, NumberField>;

/** Linear regression: the defaults are those of section 3.2. */
export const linearFields = {
  learningRate: { ...softmaxFields.learningRate, default: 0.03 },
  batchSize: { ...softmaxFields.batchSize, default: 10 },
  epochs: { ...epochs, default: 3 },
  seed,
  initStd,
  numExamples: { name: 'numExamples', min: 1, max: 100_000, integer: true, default: 1000 },
  noise: { name: 'noise', min: 0, max: 100, integer: false, default: 0.01 },
  trueW1: { name: 'trueW1', min: -1000, max: 1000, integer: false, default: 2 },
  trueW2: { name: 'trueW2', min: -1000, max: 1000, integer: false, default: -3.4 },
  trueB: { name: 'trueB', min: -1000, max: 1000, integer: false, default: 4.2 },
} satisfies Record<string, NumberField>;

/**
 * What is wrong with `value` as this field's number, or undefined where nothing is.
 * Takes `unknown`: it judges what was typed, sent or parsed alike.
 */
export function fieldProblem(field: NumberField, value: unknown): FieldProblem | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) return 'notANumber';
  const aboveMin = field.exclusiveMin ? value > field.min : value >= field.min;
  if (!aboveMin || value > field.max) return 'outOfRange';
  if (field.integer && !Number.isInteger(value)) return 'notAnInteger';
  return undefined;
}

/** What a field allows, as an interval in the notation of mathematics: `(0, 10]`, `[1, 60000]`. */
export function allowedInterval(field: NumberField): string {
  return `${field.exclusiveMin ? '(' : '['}${field.min}, ${field.max}]`;
}

/** The schema that accepts exactly what `fieldProblem` finds nothing wrong with. */
export function fieldSchema(field: NumberField) {
  return v.pipe(
    v.number(),
    v.check(
      (value) => fieldProblem(field, value) === undefined,
      `${field.integer ? 'an integer' : 'a number'} in ${allowedInterval(field)}`,
    ),
  );
}
