/** Figures of a confusion matrix: pictures by true (row) and predicted class (column), row by row. */
import { NUM_CLASSES } from '#contract/dataset';

/** How well one class is told from the others. null where there is nothing to divide by. */
export interface ClassScores {
  readonly label: number;
  /** Of the pictures that are given this label, the fraction that has it. */
  readonly precision: number | null;
  /** Of the pictures that have this label, the fraction that is given it. */
  readonly recall: number | null;
  /** Their harmonic mean. */
  readonly f1: number | null;
  /** Pictures of this class. */
  readonly support: number;
}

export interface Scores {
  readonly classes: readonly ClassScores[];
  /** The plain means over the classes; one without a figure counts as 0, as in scikit-learn. */
  readonly macro: Readonly<Record<'precision' | 'recall' | 'f1', number>>;
  readonly accuracy: number | null;
  readonly total: number;
}

export function scoresOf(confusion: Int32Array): Scores {
  const classes = Array.from({ length: NUM_CLASSES }, (_, label) => {
    const right = cell(confusion, label, label);
    const support = sumOf((predicted) => cell(confusion, label, predicted));
    const given = sumOf((truth) => cell(confusion, truth, label));
    return {
      label,
      precision: ratio(right, given),
      recall: ratio(right, support),
      f1: ratio(2 * right, given + support),
      support,
    };
  });
  const mean = (figure: 'precision' | 'recall' | 'f1') =>
    classes.reduce((sum, one) => sum + (one[figure] ?? 0), 0) / NUM_CLASSES;
  const total = classes.reduce((sum, { support }) => sum + support, 0);
  const right = sumOf((label) => cell(confusion, label, label));
  return {
    classes,
    macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
    accuracy: ratio(right, total),
    total,
  };
}

export interface Cell {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
  /** Of the pictures of this true class; null where there are none. */
  readonly rate: number | null;
}

/** The matrix row by row. */
export function cellsOf(confusion: Int32Array): readonly (readonly Cell[])[] {
  return Array.from({ length: NUM_CLASSES }, (_, label) => {
    const support = sumOf((predicted) => cell(confusion, label, predicted));
    return Array.from({ length: NUM_CLASSES }, (_, predicted) => {
      const count = cell(confusion, label, predicted);
      return { label, predicted, count, rate: ratio(count, support) };
    });
  });
}

/** The wrong cells with the most pictures, most first. */
export function mostConfused(confusion: Int32Array, most = 3): readonly Cell[] {
  return cellsOf(confusion)
    .flat()
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most);
}

function cell(confusion: Int32Array, label: number, predicted: number): number {
  return confusion[label * NUM_CLASSES + predicted] ?? NaN;
}

function sumOf(value: (label: number) => number): number {
  return Array.from({ length: NUM_CLASSES }, (_, label) => value(label)).reduce((a, b) => a + b, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
