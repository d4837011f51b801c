import { analytic } from '#lessons/linear-regression/analytic';
import { fitInRawUnits, type FittedEpoch } from '#lessons/linear-regression/fit-in-raw-units';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import { scalingOf } from '#lessons/linear-regression/standardize';
import { breath } from './breath';
import type { Task } from './task';

/** Fits a table by the analytic solution and by minibatch SGD, both for features in their own units. */
export const fitTable: Task<'fitTable'> = async (_, input, { signal, progress }) => {
  const { features, labels, ...options } = input;
  const examples = { features, labels };
  const numFeatures = features.length / labels.length;
  const solution = analytic(examples, numFeatures);
  const loss = meanLoss(examples, [...solution.w, solution.b]);

  const breathe = breath(signal);
  const epochs: FittedEpoch[] = [];
  const fit = fitInRawUnits(examples, numFeatures, options);
  let next = fit.next();
  try {
    for (; !next.done; next = fit.next()) {
      if (next.value !== null) epochs.push(next.value);
      progress(epochs.length, options.epochs);
      await breathe();
    }
  } finally {
    // Where it was called off, this lets the fit give its tensors back.
    fit.return(undefined);
  }
  return {
    analytic: { ...solution, loss },
    scaling: scalingOf(features, numFeatures),
    sgd: { epochs, diverged: next.done ? (next.value ?? null) : null },
  };
};
