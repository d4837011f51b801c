import { parseArgs } from 'node:util';
import { toExamples, type Examples } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initParams } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import { startEngine } from '../../test/support/engine';
import { readSplit } from '../../test/support/fashion-mnist';
import { naiveVariableGrads } from './naive-variable-grads';

const factories = { naive: naiveVariableGrads, concise, scratch };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    'batch-size': { type: 'string', default: '256' },
  },
});
await main(Number(values.rounds), Number(values['batch-size']));

/** Trains in turn (A B C A B C …), two epochs to warm up and `rounds` that count, and prints a table. */
async function main(rounds: number, batchSize: number): Promise<void> {
  console.log(`engine ${await startEngine()}, batch size ${batchSize}, ${rounds} epochs each`);
  const train = toExamples(readSplit('train'));
  const test = toExamples(readSplit('t10k'));
  const weights = initParams(0, 0.01);
  const sides = Object.entries(factories).map(([name, factory]) => ({
    name,
    model: factory(weights),
    times: new Array<number>(),
  }));

  for (let epoch = 1; epoch <= rounds + 2; epoch += 1) {
    const order = shuffledIndices(rngFor(0, 'order', epoch), train.labels.size);
    for (const { model, times } of sides) {
      const ms = timeEpoch(model, train, order, batchSize);
      if (epoch > 2) times.push(ms);
    }
  }

  const naive = median(sides[0]?.times ?? []);
  console.table(
    sides.map(({ name, model, times }) => ({
      name,
      'median ms': Math.round(median(times)),
      min: Math.round(Math.min(...times)),
      max: Math.round(Math.max(...times)),
      'times as fast': (naive / median(times)).toFixed(2),
      'test accuracy': model.evaluateAccuracy(test.images, test.labels),
    })),
  );
}

function timeEpoch(
  model: SoftmaxTrainable,
  { images, labels }: Examples,
  order: Int32Array,
  batchSize: number,
): number {
  const options = { batchSize, learningRate: () => 0.1, maxBatches: () => 1 };
  const start = performance.now();
  for (const { examples } of model.trainEpoch(images, labels, order, options)) {
    if (examples === order.length) return performance.now() - start;
  }
  throw new Error('the epoch ended before its last example');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
