import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import type { TrainerData } from './data';
import type { SoftmaxModelling } from './implementations';

/** The learning rate and the batch size of the chapter's notes. */
const [LEARNING_RATE, BATCH_SIZE] = [0.1, 256];
/** Enough for the engine to have met a chunk of many minibatches, a single one and a smaller last one. */
const NUM_EXAMPLES = 20 * BATCH_SIZE + 96;

/**
 * Trains a little and evaluates once, for nothing: the first time costs several times as much as the next, and it moves the
 * pictures into the engine's memory. The model is thrown away, and runs draw from generators of their own.
 */
export function warmUp(data: TrainerData, { create, examplesOf }: SoftmaxModelling): void {
  const model = create(initialWeights(0, 0.01));
  const { images, labels } = examplesOf(data, 'train');
  const order = Int32Array.from({ length: Math.min(NUM_EXAMPLES, labels.size) }, (_, i) => i);
  const options = {
    batchSize: BATCH_SIZE,
    learningRate: () => LEARNING_RATE,
    maxBatches: () => Math.ceil(NUM_EXAMPLES / BATCH_SIZE),
  };
  Array.from(model.trainEpoch(images, labels, order, options));
  const test = examplesOf(data, 'test');
  model.evaluateAccuracy(test.images, test.labels);
  model.dispose();
}
