import { initParams } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { TrainerData } from './data';

/**
 * Trains one minibatch and evaluates once, for nothing: the first time costs several times as much as the next, and it moves the
 * pictures into the engine's memory. The model is thrown away, and runs draw from generators of their own.
 */
export function warmUp(data: TrainerData): void {
  const model = scratch(initParams(0, 0.01));
  const { images, labels } = data.examples('train');
  const order = Int32Array.from({ length: Math.min(256, labels.size) }, (_, i) => i);
  const options = { batchSize: order.length, learningRate: () => 0.1, maxBatches: () => 1 };
  Array.from(model.trainEpoch(images, labels, order, options));
  const test = data.examples('test');
  model.evaluateAccuracy(test.images, test.labels);
  model.dispose();
}
