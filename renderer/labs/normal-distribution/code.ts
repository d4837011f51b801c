/** The lesson's code as the notebook shows it: the functions that draw the page. */
import source from '#lessons/normal.ts?raw';

/** Declarations of the lesson, each with its name in the notes, where it has one, and the book's section. */
export const pieces = [
  { source, show: 'normal', notes: 'normal · 3.1.3' },
  { source, show: 'negativeLogLikelihood', notes: '3.1.3' },
  { source, show: 'likeliestSigma', notes: '3.1.3' },
  { source, show: 'normalArea', notes: '3.1.3' },
] as const;
