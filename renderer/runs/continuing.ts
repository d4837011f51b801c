/** Whether and how a run that is over can be trained further. */
import { softmaxFields } from '#contract/fields';
import { isUnderWay, type RunRecord } from '#contract/run';

/** The formula has nothing left to train, and a run under way is not over. */
export function canContinue({ implementation, state, epochs }: RunRecord): boolean {
  return (
    implementation !== 'analytic' && !isUnderWay(state) && epochs.length < softmaxFields.epochs.max
  );
}

/** A run that came to no end of its own: what it was asked for is still to be trained. */
export function wasCutShort({ state, epochs, config }: RunRecord): boolean {
  return (state === 'failed' || state === 'stopped') && epochs.length < config.epochs;
}

/** The epochs that are left of what was asked for; of a run that is done, as many again. */
export function epochsLeft({ epochs, config }: RunRecord): number {
  const left = config.epochs - epochs.length;
  const most = softmaxFields.epochs.max - epochs.length;
  return Math.max(1, Math.min(most, left > 0 ? left : config.epochs));
}
