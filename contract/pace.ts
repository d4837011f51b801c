/** Slow motion: how fast a run is shown. What it computes stays the same. */
import * as v from 'valibot';

/** As fast as it goes; an epoch in some seconds; one minibatch after the other. */
export const paces = ['full', 'epoch', 'minibatch'] as const;
export type Pace = (typeof paces)[number];

/** The pace to train at from now on. */
export const paceSchema = v.strictObject({ pace: v.picklist(paces) });
