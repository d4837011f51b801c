/** The loss as a tone. */

/** The range that small loudspeakers play and most ears hear well, in hertz. */
const LOWEST = 110;
const HIGHEST = 1760;
/** The tone of a loss of 1: the A that orchestras tune to. */
const REFERENCE = 440;

/**
 * The frequency in hertz that a loss sounds with. Equal ratios of the loss are equal intervals, as the ear expects: a factor of eight is an
 * octave. What is not finite, or beyond the range, is the highest tone.
 */
export function pitchOf(loss: number): number {
  if (Number.isNaN(loss)) return HIGHEST;
  return Math.min(HIGHEST, Math.max(LOWEST, REFERENCE * Math.cbrt(Math.max(0, loss))));
}
