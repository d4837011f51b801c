import type { CrossEntropyTrace, Float32Problem } from '#contract/cross-entropy';

/**
 * The cross-entropy of one example in float32, step by step, computed in two ways: as
 * section 3.6 writes it, and as section 3.7.2 repairs it. No tfjs: `Math.fround` rounds
 * a number to float32, which is what the tensors hold.
 */

type Step = CrossEntropyTrace['steps'][number];

/** float32's: below it, digits are lost. */
const SMALLEST_NORMAL = 2 ** -126;

/** Rounds what a step computed to float32, and says what that did to it. */
function step(
  name: Step['name'],
  exact: readonly number[],
  inputs: readonly number[],
): Step {
  const values = exact.map((x) => Math.fround(x) + 0); // -0 + 0 is 0
  const finiteInputs = inputs.every(Number.isFinite);
  const problems = values.map((value, i): Float32Problem | null => {
    if (Number.isNaN(value)) return inputs.some(Number.isNaN) ? null : 'undefined';
    if (!Number.isFinite(value)) {
      if (!finiteInputs) return null;
      return name === 'negLog' || name === 'log' ? 'logOfZero' : 'overflow';
    }
    const lost = Math.abs(value) < SMALLEST_NORMAL && value !== exact[i];
    return lost ? 'underflow' : null;
  });
  return { name, values, problems };
}

function trace(
  steps: readonly Step[],
  logits: readonly number[],
  label: number,
): CrossEntropyTrace {
  const loss = steps.at(-1)?.values[0] ?? NaN;
  const exact = exactCrossEntropy(logits, label);
  // What the logits lose by being float32 at all is no fault of the way taken.
  const rounding = 2 ** -22 * Math.max(...logits.map(Math.abs));
  const right = Math.abs(loss - exact) <= 1e-4 * Math.max(1, exact) + rounding;
  const failing = steps.findIndex(({ problems }) => problems.some((p) => p !== null));
  return { steps, loss, right, failingStep: right || failing < 0 ? null : failing };
}

/**
 * The way of section 3.6: softmax first, then the logarithm of one of its
 * probabilities.
 *
 * @param logits o, any finite numbers
 * @param label y, the index of the true class
 */
export function naiveCrossEntropy(
  logits: readonly number[],
  label: number,
): CrossEntropyTrace {
  const o = logits.map(Math.fround);
  const exp = step('exp', o.map(Math.exp), o);
  const sum = step('sum', [sumOf(exp.values)], exp.values);
  const [partition = NaN] = sum.values;
  const yHat = step(
    'divide',
    exp.values.map((x) => x / partition),
    [...exp.values, partition],
  );
  const picked = step('pick', [yHat.values[label] ?? NaN], yHat.values);
  const [probability = NaN] = picked.values;
  const loss = step('negLog', [-Math.log(probability)], [probability]);
  return trace([exp, sum, yHat, picked, loss], logits, label);
}

/**
 * The way of section 3.7.2: the largest logit is taken out before anything is
 * exponentiated, and the logarithm undoes the exponential before a probability is
 * formed: log(Σ exp(o_k)) - o_y = max + log(Σ exp(o_k - max)) - o_y (equation 3.7.2).
 *
 * @param logits o, any finite numbers
 * @param label y, the index of the true class
 */
export function stableCrossEntropy(
  logits: readonly number[],
  label: number,
): CrossEntropyTrace {
  const o = logits.map(Math.fround);
  const max = step('max', [Math.max(...o)], o);
  const [largest = NaN] = max.values;
  const shifted = step(
    'subtractMax',
    o.map((x) => x - largest),
    o,
  );
  const exp = step('exp', shifted.values.map(Math.exp), shifted.values);
  const sum = step('sum', [sumOf(exp.values)], exp.values);
  const log = step('log', sum.values.map(Math.log), sum.values);
  const logSumExp = step('addMax', [largest + (log.values[0] ?? NaN)], log.values);
  const loss = step(
    'subtractLogit',
    [(logSumExp.values[0] ?? NaN) - (o[label] ?? NaN)],
    logSumExp.values,
  );
  return trace([max, shifted, exp, sum, log, logSumExp, loss], logits, label);
}

/**
 * The cross-entropy in double precision, the repaired way: what the others are judged
 * by.
 */
export function exactCrossEntropy(logits: readonly number[], label: number): number {
  const largest = Math.max(...logits);
  const sum = logits.reduce((total, o) => total + Math.exp(o - largest), 0);
  return largest + Math.log(sum) - (logits[label] ?? NaN);
}

/** Adds up in float32, rounding after each addition. */
function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => Math.fround(total + value), 0);
}
