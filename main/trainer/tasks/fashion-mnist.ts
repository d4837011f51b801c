import { PICTURE_PIXELS } from '#contract/dataset';
import { GRID_COLUMNS, GRID_ROWS, MAX_RESIZED } from '#contract/fashion-mnist';
import {
  getFashionMnistLabels,
  loadDataFashionMnist,
  showImages,
  timeReading,
} from '#lessons/fashion-mnist';
import { pictureStatistics } from '#lessons/picture-statistics';
import { Timer } from '#lessons/timer';
import { orderOfEpoch } from '../softmax-training';
import { breath } from './breath';
import { inPercent } from './in-percent';
import { readSplit } from './read-split';
import type { Task } from './task';

/** What all pictures of a split have in common, class by class. */
export const splitStatistics: Task<'splitStatistics'> = async (context, { split }, call) => {
  const breathe = breath(call.signal);
  const pictures = await readSplit(await context.data(), split, breathe);
  const progress = inPercent(call.progress);
  const reading = pictureStatistics(pictures);
  let next = reading.next();
  for (; !next.done; next = reading.next()) {
    progress(next.value, pictures.labels.length);
    await breathe();
  }
  return next.value;
};

/** A page of a split's pictures, of one class or of all, in the grid of section 3.5.1. */
export const browsePictures: Task<'browsePictures'> = async (context, { split, label, from }) => {
  const data = await context.data();
  const labels = data.labels(split);
  const ofClass = Array.from(labels.keys()).filter((i) => label === null || labels[i] === label);
  const size = GRID_ROWS * GRID_COLUMNS;
  // Where there is none at `from` or later, the last page.
  const place = ofClass.findIndex((index) => index >= from);
  const before = place >= 0 ? place : Math.max(0, ofClass.length - size);

  const indices = ofClass.slice(before, before + size);
  const images = indices.map((index) => ({ index, label: labels[index] ?? NaN }));
  const titles = getFashionMnistLabels(images.map((image) => image.label));
  return {
    rows: showImages(images, GRID_ROWS, GRID_COLUMNS, titles),
    pixels: data.pixels(split, indices),
    total: ofClass.length,
    before,
    previous: before > 0 ? (ofClass[Math.max(0, before - size)] ?? null) : null,
    next: ofClass[before + size] ?? null,
  };
};

/** Reads all training pictures in minibatches, as often as asked for, and does nothing with them (section 3.5.2). */
export const readMinibatches: Task<'readMinibatches'> = async (context, input, call) => {
  const { batchSize, repeats, seed } = input;
  const breathe = breath(call.signal);
  const train = await readSplit(await context.data(), 'train', breathe);
  const numTrain = train.labels.length;
  const progress = inPercent(call.progress);
  const timer = new Timer();
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    const order = orderOfEpoch({ seed, numTrain, shuffle: true }, repeat);
    const { trainIter } = loadDataFashionMnist({ train, test: train }, batchSize, order);
    const reading = timeReading(trainIter, timer);
    try {
      for (const examples of reading) {
        progress((repeat - 1) * numTrain + examples, repeats * numTrain);
        await breathe();
      }
    } finally {
      // Where it was called off, this lets the iterator give its tensors back.
      reading.return({ examples: 0, ms: 0 });
    }
  }
  return {
    examples: numTrain,
    minibatches: Math.ceil(numTrain / batchSize),
    times: timer.times,
    avg: timer.avg(),
    sum: timer.sum(),
  };
};

/** The first minibatch of `load_data_fashion_mnist(batch_size, resize)` (section 3.5.3). */
export const resizedMinibatch: Task<'resizedMinibatch'> = async (context, input) => {
  const { resize, batchSize, seed } = input;
  const data = await context.data();
  const all = data.labels('train');
  const order = orderOfEpoch({ seed, numTrain: all.length, shuffle: true }, 1);
  const indices = [...order.subarray(0, batchSize)];
  const labels = Uint8Array.from(indices, (index) => all[index] ?? NaN);
  // These are all pictures that the first minibatch needs, in their order.
  const train = { images: data.pixels('train', indices), labels };
  const inOrder = Int32Array.from(labels.keys());
  const { trainIter } = loadDataFashionMnist({ train, test: train }, batchSize, inOrder, resize);
  for (const { X, y } of trainIter) {
    const shown = Math.min(MAX_RESIZED, labels.length);
    const pixels = X.dataSync<'float32'>().subarray(0, shown * resize * resize);
    return {
      X: { shape: X.shape, dtype: X.dtype },
      y: { shape: y.shape, dtype: y.dtype },
      shown: {
        labels: labels.slice(0, shown),
        original: train.images.slice(0, shown * PICTURE_PIXELS),
        resized: Uint8Array.from(pixels, (value) => Math.round(value * 255)),
      },
    };
  }
  throw new RangeError('a data set without pictures has no minibatch');
};
