import { linearDuelEpoch, softmaxDuelEpoch } from '../duel';
import { breath } from './breath';
import { inPercent } from './in-percent';
import type { Task } from './task';

/** Trains one epoch of one side of a duel. */
export const duelEpoch: Task<'duelEpoch'> = async (context, input, { signal, progress }) => {
  const call = { breathe: breath(signal), progress: inPercent(progress) };
  if (input.lab === 'linear') return linearDuelEpoch(input, call);
  const modelling = context.modelling(input.implementation);
  return softmaxDuelEpoch(input, await context.data(), modelling, call);
};
