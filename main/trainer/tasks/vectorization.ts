import type { AdditionTiming } from '#contract/vectorization';
import { crossover as crossoverOf } from '#lessons/crossover';
import { timeAdditions } from '#lessons/vectorization-timing';
import { breath } from './breath';
import type { Task } from './task';

/** Times the ways to add two vectors at one n. */
export const vectorization: Task<'vectorization'> = async (_, input, { signal, progress }) => {
  const { n, ways, ...options } = input;
  const breathe = breath(signal);
  const timings: AdditionTiming[] = [];
  for (const timing of timeAdditions(n, ways, options)) {
    if (timing !== null) {
      timings.push(timing);
      progress(timings.length, ways.length);
    }
    await breathe();
  }
  return { timings };
};

export const crossover: Task<'crossover'> = async (_, medians) => ({ n: crossoverOf(medians) });
