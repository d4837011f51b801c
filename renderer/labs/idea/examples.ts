/** A table and the columns chosen of it, as examples to fit. */
import { MAX_FEATURES, type Table, type TableColumn } from '#contract/table';

/** Square feet of a square metre. */
const FEET_PER_METRE = 10.7639;

/** Which columns of a table are the features, and which one is the label. */
export interface Choice {
  readonly features: readonly number[];
  readonly label: number;
}

/** What is fitted: the chosen columns, without the rows that lack a number in one of them. */
export interface Examples {
  readonly features: readonly TableColumn[];
  readonly label: TableColumn;
  /** X [n, d], row by row. */
  readonly X: Float64Array<ArrayBuffer>;
  /** y [n] */
  readonly y: Float64Array<ArrayBuffer>;
  /** Rows of the table that are left out. */
  readonly leftOut: number;
}

/** A column of figures without gaps. */
export function fullColumn(name: string, unit: string, values: Float64Array): TableColumn {
  return { name, unit, values, missing: 0, named: [] };
}

/** Areas in m² as square feet. */
export function inSquareFeet(area: Float64Array): Float64Array {
  return area.map((value) => value * FEET_PER_METRE);
}

/** Whether a column can be fitted at all: it has a number somewhere. */
export function hasNumbers(column: TableColumn, rows: number): boolean {
  return column.missing < rows;
}

/** What is most likely meant: the last column of numbers by those before it. */
export function likelyChoice({ columns, rows }: Table): Choice | null {
  const numeric = [...columns.keys()].filter((j) => {
    const column = columns[j];
    return column !== undefined && hasNumbers(column, rows);
  });
  const label = numeric.pop();
  if (label === undefined || numeric.length === 0) return null;
  return { features: numeric.slice(0, MAX_FEATURES), label };
}

/** With another label; where that was a feature, it no longer is. */
export function withLabel(choice: Choice, label: number): Choice {
  return { features: choice.features.filter((j) => j !== label), label };
}

/** With the feature `j` added or taken away, in the table's order. */
export function withFeature(choice: Choice, j: number, on: boolean): Choice {
  const others = choice.features.filter((other) => other !== j);
  return { ...choice, features: on ? [...others, j].sort((a, b) => a - b) : others };
}

/** The examples of a table; null where no feature is chosen. */
export function examplesOf({ columns, rows }: Table, choice: Choice): Examples | null {
  const label = columns[choice.label];
  const features = choice.features.flatMap((j) => columns[j] ?? []);
  if (label === undefined || features.length === 0) return null;
  const complete = Array.from({ length: rows }, (_, i) => i).filter((i) =>
    [...features, label].every(({ values }) => Number.isFinite(values[i])),
  );
  return {
    features,
    label,
    X: Float64Array.from(
      complete.flatMap((i) => features.map(({ values }) => values[i] ?? Number.NaN)),
    ),
    y: Float64Array.from(complete, (i) => label.values[i] ?? Number.NaN),
    leftOut: rows - complete.length,
  };
}

/** One feature of all examples. */
export function featureValues({ features, X, y }: Examples, j: number): Float64Array {
  return Float64Array.from(y, (_, i) => X[i * features.length + j] ?? Number.NaN);
}

/** ŷ = w · x + b, for w [d], then b. */
export function predict(weights: readonly number[], x: readonly number[]): number {
  return x.reduce(
    (sum, value, j) => sum + (weights[j] ?? Number.NaN) * value,
    weights[x.length] ?? Number.NaN,
  );
}
