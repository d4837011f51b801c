import type { CrossEntropyStepName, Float32Problem } from '#contract/cross-entropy';
import { m } from '#messages';
import type { Part } from './settings';

export const partName: Record<Part, () => string> = {
  sums: m.entropy_part_sums,
  softmax: m.entropy_part_softmax,
  pick: m.entropy_part_pick,
  overflow: m.entropy_part_overflow,
};

/** What went wrong with a number in float32. */
export const problemText: Record<Float32Problem, () => string> = {
  overflow: m.entropy_problem_overflow,
  underflow: m.entropy_problem_underflow,
  logOfZero: m.entropy_problem_log_of_zero,
  undefined: m.entropy_problem_undefined,
};

/** A step as a formula; o are the logits, `label` is the true class. */
export function stepFormula(
  way: 'naive' | 'stable',
  name: CrossEntropyStepName,
  label: number,
): string {
  const shift = way === 'stable' ? String.raw` - \bar o` : '';
  switch (name) {
    case 'exp':
      return String.raw`\exp(o_k${shift})`;
    case 'sum':
      return String.raw`s = \textstyle\sum_k \exp(o_k${shift})`;
    case 'divide':
      return String.raw`\hat y_k = \exp(o_k) / s`;
    case 'pick':
      return String.raw`\hat y_${label}`;
    case 'negLog':
      return String.raw`-\log \hat y_${label}`;
    case 'max':
      return String.raw`\bar o = \max_k o_k`;
    case 'subtractMax':
      return String.raw`o_k${shift}`;
    case 'log':
      return String.raw`\log s`;
    case 'addMax':
      return String.raw`\bar o + \log s`;
    case 'subtractLogit':
      return String.raw`\bar o + \log s - o_${label}`;
  }
}

/** A computed number to four digits, infinities and NaN as themselves. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** A float32 with as many digits as tell it from its neighbours: 0.99999994. */
export function exactFloat32(value: number): string {
  if (!Number.isFinite(value)) return figure(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
