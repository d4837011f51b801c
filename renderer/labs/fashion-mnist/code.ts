/// <reference types="vite/client" />
/** The lesson's code as the notebook shows it: the source of the very functions that the page runs. */
import fashionMnist from '#lessons/fashion-mnist.ts?raw';
import statistics from '#lessons/picture-statistics.ts?raw';
import resize from '#lessons/resize.ts?raw';
import type { Piece } from '../../components/lesson-code';

/** Runs while the minibatches are read; the lines from `from` to `to` once a minibatch. */
export const reading: Piece = {
  source: fashionMnist,
  show: 'timeReading',
  notes: 'for X, y in train_iter: continue · 3.5.2',
  mark: { from: 'for (const', to: 'yield' },
};

export const pieces: readonly Piece[] = [
  { source: fashionMnist, show: 'loadDataFashionMnist', notes: 'load_data_fashion_mnist · 3.5.3' },
  { source: fashionMnist, show: 'readPictures', notes: 'DataLoader · 3.5.2' },
  { source: fashionMnist, show: 'toFractions', notes: 'transforms.ToTensor · 3.5.1' },
  { source: resize, show: 'resize', notes: 'transforms.Resize · 3.5.3' },
  { source: resize, show: 'mixesFor', notes: 'transforms.Resize · 3.5.3' },
  {
    source: fashionMnist,
    show: 'getFashionMnistLabels',
    notes: 'get_fashion_mnist_labels · 3.5.1',
  },
  { source: fashionMnist, show: 'showImages', notes: 'show_images · 3.5.1' },
  { source: statistics, show: 'pictureStatistics', notes: '3.5' },
];
