/** The three additions as the notebook shows them, and the Timer that times them. */
import type { AdditionWay } from '#contract/vectorization';
import timerSource from '#lessons/timer.ts?raw';
import source from '#lessons/vectorization.ts?raw';
import type { Piece } from '../../components/lesson-code';

/** Each way with a piece of the line that does the adding. */
export const additions: readonly (Piece & {
  readonly way: AdditionWay;
  readonly heart: string;
})[] = [
  {
    way: 'elementByElement',
    source,
    show: 'addElementByElement',
    notes: 'c[i] = a[i] + b[i] · 3.1.2',
    heart: 'const sum',
  },
  {
    way: 'loop',
    source,
    show: 'addInALoop',
    notes: 'c[i] = a[i] + b[i] · 3.1.2',
    heart: 'c[i] =',
  },
  {
    way: 'vectorized',
    source,
    show: 'addVectorized',
    notes: 'd = a + b · 3.1.2',
    heart: 'return',
  },
];

export const timer: Piece = { source: timerSource, show: 'Timer', notes: 'Timer · 3.1.2' };
