/** What the step on picking shows beside what the trainer computes. */
import type { Point } from '../../charts/series';

/** The place of the largest entry, the first of several: what `argmax` predicts. */
export function likeliest(row: readonly number[]): number {
  return row.reduce((best, entry, k) => (entry > (row[best] ?? -Infinity) ? k : best), 0);
}

/** The rows that are no probabilities of classes: their sum is not one, to a thousandth. */
export function rowsNotSummingToOne(yHat: readonly (readonly number[])[]): number[] {
  return yHat.flatMap((row, i) =>
    Math.abs(row.reduce((sum, entry) => sum + entry, 0) - 1) > 1e-3 ? [i] : [],
  );
}

/** -log p for p from 0.01 to 1. */
export function costCurve(): Point[] {
  return Array.from({ length: 100 }, (_, i) => {
    const p = (i + 1) / 100;
    return { x: p, y: -Math.log(p) };
  });
}
