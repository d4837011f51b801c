import { PICTURE_PIXELS } from '#contract/dataset';
import type { Split } from '#contract/fashion-mnist';
import type { Pictures } from '#lessons/fashion-mnist';
import type { TrainerData } from '../data';

/** Pictures that are read between two looks at the messages. */
const PICTURES_AT_A_TIME = 1000;

/** All of a split as bytes: 47 MB for the training set, to be let go of soon. */
export async function readSplit(
  data: TrainerData,
  split: Split,
  breathe: () => Promise<void>,
): Promise<Pictures> {
  const labels = data.labels(split);
  const images = new Uint8Array(labels.length * PICTURE_PIXELS);
  const places = Array.from(labels.keys());
  for (let start = 0; start < labels.length; start += PICTURES_AT_A_TIME) {
    const some = places.slice(start, start + PICTURES_AT_A_TIME);
    images.set(data.pixels(split, some), start * PICTURE_PIXELS);
    await breathe();
  }
  return { images, labels };
}
