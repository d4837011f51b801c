/** What is left between the truth and what was learned, as section 3.2.7 prints it. */
export interface EstimationError {
  /** True w minus learned w. */
  readonly w: number[];
  /** True b minus learned b. */
  readonly b: number;
}

/**
 * How far what was learned is from the truth that the data were made with, for each
 * parameter (section 3.2.7).
 *
 * @param weights what was learned: w [d], then b
 */
export function estimationError(
  trueW: readonly number[],
  trueB: number,
  weights: ArrayLike<number>,
): EstimationError {
  const learned = Array.from(weights);
  const b = learned.pop() ?? NaN;
  return { w: trueW.map((w, i) => w - (learned[i] ?? NaN)), b: trueB - b };
}
