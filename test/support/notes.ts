import type { LinearConfig, SoftmaxConfig } from '#contract/run';

/** The settings of section 3.6 of the notes, written down once more: what the app's own defaults are held to. */
export const softmaxNotes: SoftmaxConfig = {
  learningRate: 0.1,
  batchSize: 256,
  epochs: 10,
  seed: 0,
  initStd: 0.01,
  numTrain: 60_000,
  shuffle: true,
  pixelScale: 'unit',
};

/** The settings of section 3.2. */
export const linearNotes: LinearConfig = {
  learningRate: 0.03,
  batchSize: 10,
  epochs: 3,
  seed: 0,
  initStd: 0.01,
  numExamples: 1000,
  noise: 0.01,
  trueW1: 2,
  trueW2: -3.4,
  trueB: 4.2,
  halfLoss: false,
};
