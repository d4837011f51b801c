import { AppError } from '#contract/errors';
import type { Task } from './task';

/** Pictures of a split as bytes, with their labels. @throws AppError `invalidInput` for a place that the split does not have. */
export const pictures: Task<'pictures'> = async (context, { split, indices }) => {
  const data = await context.data();
  const all = data.labels(split);
  const labels = Uint8Array.from(indices, (index) => {
    const label = all[index];
    if (label !== undefined) return label;
    throw new AppError('invalidInput', {
      field: 'indices',
      value: String(index),
      allowed: `[0, ${all.length - 1}]`,
    });
  });
  return { labels, pixels: data.pixels(split, indices) };
};
