import { fieldProblem, type FieldProblem, type NumberField } from '#contract/fields';

/** What was typed, as a number; NaN where it is none. A comma is taken as the decimal sign. */
export function parseNumber(text: string): number {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return plain === '' ? Number.NaN : Number(plain);
}

/** What was typed, as far as `field` allows it: its value, or the problem. */
export function readField(
  field: NumberField,
  text: string,
): { readonly value: number } | { readonly problem: FieldProblem } {
  const value = parseNumber(text);
  const problem = fieldProblem(field, value);
  return problem === undefined ? { value } : { problem };
}

/**
 * The next value above (`direction` 1) or below (-1) `value`: one more or less for a small integer; for the rest
 * the next of 1, 2, 5 times a power of ten, so that a few presses go from 0.01 to 10. Stays within the field.
 */
export function stepField(field: NumberField, value: number, direction: 1 | -1): number {
  const fine = field.integer && (field.max > 100_000 || field.max <= 1000);
  const next = fine
    ? Math.round(value) + direction
    : field.min < 0
      ? roundOff(value + direction * 0.1)
      : nextOfSeries(value, direction, field);
  if (fieldProblem(field, next) === undefined) return next;
  const bound = direction === 1 ? field.max : field.min;
  return fieldProblem(field, bound) === undefined ? bound : value;
}

/** Powers of two for whole numbers (batch sizes), 1-2-5 for the rest (rates). */
function nextOfSeries(value: number, direction: 1 | -1, field: NumberField): number {
  if (field.integer) {
    if (value < 1) return Math.max(field.min, 1);
    const exponent = Math.log2(value);
    return 2 ** (direction === 1 ? Math.floor(exponent) + 1 : Math.ceil(exponent) - 1);
  }
  if (value <= 0) return direction === 1 ? 0.001 : 0;
  const power = Math.floor(Math.log10(value));
  const series = [-1, 0, 1].flatMap((offset) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${power + offset}`)),
  );
  const next =
    direction === 1
      ? series.find((candidate) => candidate > value * (1 + 1e-9))
      : series.findLast((candidate) => candidate < value * (1 - 1e-9));
  return next ?? value;
}

function roundOff(value: number): number {
  return Number(value.toFixed(10));
}
