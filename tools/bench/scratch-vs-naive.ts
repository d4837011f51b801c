import { toExamples, type Examples } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { EpochTotals } from '#lessons/softmax-regression/trainable';
import { parseArgs } from 'node:util';
import { startEngine } from '../../test/support/engine';
import { readSplit } from '../../test/support/fashion-mnist';
import { naiveVariableGrads } from './naive-variable-grads';
import { variants, type Trains } from './scratch-variants';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    'batch-size': { type: 'string', default: '256' },
    variants: { type: 'boolean', default: false },
  },
});
await main(Number(values.rounds), Number(values['batch-size']), values.variants);

/** Trains in turn (A B C A B C …), two epochs to warm up and `rounds` that count, and prints a table. */
async function main(rounds: number, batchSize: number, withVariants: boolean): Promise<void> {
  console.log(`engine ${await startEngine()}, batch size ${batchSize}, ${rounds} epochs each`);
  const train = toExamples(readSplit('train'));
  const weights = initialWeights(0, 0.01);
  const factories = {
    'naive variableGrads': naiveVariableGrads,
    concise,
    'from scratch': scratch,
    ...(withVariants ? variants : {}),
  };
  const sides = Object.entries(factories).map(([name, factory]) => ({
    name,
    model: factory(weights),
    times: new Array<number>(),
    loss: NaN,
  }));

  for (let epoch = 1; epoch <= rounds + 2; epoch += 1) {
    const order = shuffledIndices(rngFor(0, 'order', epoch), train.labels.size);
    for (const side of sides) {
      const { ms, lossSum, examples } = timeEpoch(side.model, train, order, batchSize);
      if (epoch > 2) side.times.push(ms);
      side.loss = lossSum / examples;
    }
  }

  const naive = median(sides[0]?.times ?? []);
  console.table(
    sides.map(({ name, times, loss }) => ({
      name,
      'median ms': Math.round(median(times)),
      min: Math.round(Math.min(...times)),
      max: Math.round(Math.max(...times)),
      'times as fast': (naive / median(times)).toFixed(2),
      // Alike for all: they did the same work.
      'train loss': loss.toFixed(5),
    })),
  );
}

function timeEpoch(
  model: Trains,
  { images, labels }: Examples,
  order: Int32Array,
  batchSize: number,
): EpochTotals & { ms: number } {
  const options = { batchSize, learningRate: () => 0.1, maxBatches: () => 1 };
  const start = performance.now();
  for (const totals of model.trainEpoch(images, labels, order, options)) {
    if (totals.batch === totals.batches) return { ...totals, ms: performance.now() - start };
  }
  throw new Error('the epoch ended before its last minibatch');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
