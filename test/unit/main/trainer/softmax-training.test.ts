import type { SoftmaxConfig } from '#contract/run';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrainerData } from '../../../../main/trainer/data';
import type { SoftmaxModelling } from '../../../../main/trainer/implementations';
import { orderOfEpoch, SoftmaxTraining } from '../../../../main/trainer/softmax-training';
import type { TrainingControls, TrainingEvent } from '../../../../main/trainer/training';
import { softmaxNotes } from '../../../support/notes';
import { syntheticData } from './support/synthetic-data';

const files = await syntheticData({ train: 200, test: 20 });
await tf.setBackend('cpu');
const data = await TrainerData.load(files.files, files.set.manifest);
beforeAll(() => {
  data.scaleTo('unit');
});
afterAll(async () => {
  data.dispose();
  await files.remove();
});

const config: SoftmaxConfig = { ...softmaxNotes, batchSize: 10, epochs: 2, seed: 1, numTrain: 200 };

const controls = (more: Partial<TrainingControls> = {}): TrainingControls => ({
  learningRate: () => 0.1,
  maxBatches: () => 1,
  stepping: () => false,
  breathe: () => Promise.resolve(),
  stopped: new AbortController().signal,
  ...more,
});

async function eventsOf(training: SoftmaxTraining, with_ = controls()): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of training.events(with_)) events.push(event);
  return events;
}

const modelling = (create: SoftmaxTrainableFactory): SoftmaxModelling => ({
  create,
  examplesOf: (from, split) => from.examples(split),
});

/** The same implementation, telling only of every so many minibatches, as the compiled graph does. */
const inGroups =
  (create: SoftmaxTrainableFactory): SoftmaxTrainableFactory =>
  (weights) => {
    const model = create(weights);
    return {
      ...model,
      *trainEpoch(images, labels, order, options) {
        let allowed = options.maxBatches();
        let told = 0;
        // Asked once for the whole group.
        let rate = options.learningRate();
        const inner = { ...options, maxBatches: () => 1, learningRate: () => rate };
        for (const totals of model.trainEpoch(images, labels, order, inner)) {
          if (totals.batch < told + allowed && totals.batch < totals.batches) continue;
          told = totals.batch;
          yield totals;
          allowed = options.maxBatches();
          rate = options.learningRate();
        }
      },
    };
  };

describe('orderOfEpoch(config, epoch)', () => {
  test('is a permutation that depends on the seed and the epoch alone', () => {
    const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 1000 }), fc.nat(300), (seed, epoch, numTrain) => {
        const order = orderOfEpoch({ seed, numTrain, shuffle: true }, epoch);
        expect(order).toEqual(orderOfEpoch({ seed, numTrain, shuffle: true }, epoch));
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(numTrain).keys()]);
      }),
    );
  });

  test('differs from epoch to epoch', () => {
    const orders = [1, 2, 3].map((epoch) =>
      orderOfEpoch({ seed: 0, numTrain: 50, shuffle: true }, epoch).join(),
    );
    expect(new Set(orders).size).toBe(3);
  });
});

describe('a diverging run', () => {
  /** Rates that do no harm for 27 minibatches, and then throw the weights away. */
  const rates = (batchOfRun: number) => (batchOfRun <= 27 ? 0.1 : 1e30);

  /**
   * The first minibatch of the run whose mean loss or whose new weights are not finite, by the lesson alone, a minibatch at a time.
   */
  function firstBad(create: SoftmaxTrainableFactory) {
    const model = create(initialWeights(1, 0.01));
    const { images, labels } = data.examples('train');
    let before = { weights: model.getWeights(), loss: NaN };
    let batchOfRun = 0;
    for (const epoch of [1, 2]) {
      let sum = 0;
      const order = orderOfEpoch(config, epoch);
      const options = {
        batchSize: 10,
        learningRate: () => rates(batchOfRun + 1),
        maxBatches: () => 1,
      };
      for (const totals of model.trainEpoch(images, labels, order, options)) {
        batchOfRun += 1;
        const loss = (totals.lossSum - sum) / 10;
        sum = totals.lossSum;
        const weights = model.getWeights();
        if (!Number.isFinite(loss) || loss > 1e6 * 20 || !weights.every(Number.isFinite)) {
          model.dispose();
          return { epoch, batch: totals.batch, before };
        }
        before = { weights, loss };
      }
    }
    throw new Error('it did not diverge');
  }

  test.each([
    ['scratch', scratch],
    ['concise', concise],
  ])(
    'ends at the first minibatch that is not finite, with the weights from before it: %s',
    async (_, create) => {
      const expected = firstBad(create);
      for (const group of [1, 2, 3, 7, 20]) {
        // The rate that a minibatch gets is the same whatever the groups: they end where it changes.
        let batchOfRun = 0;
        const training = new SoftmaxTraining(config, data, modelling(inGroups(create)));
        const events: TrainingEvent[] = [];
        const upToChange = () => Math.min(group, batchOfRun < 27 ? 27 - batchOfRun : group);
        const with_ = controls({
          learningRate: () => rates(batchOfRun + 1),
          maxBatches: upToChange,
        });
        for await (const event of training.events(with_)) {
          events.push(event);
          if (event.kind === 'minibatch') batchOfRun = 20 * (event.epoch - 1) + event.batch;
        }
        const last = events.at(-1);
        expect(last).toMatchObject({
          kind: 'diverged',
          divergence: { epoch: expected.epoch, batch: expected.batch },
        });
        if (last?.kind !== 'diverged') throw new Error('unreachable');
        expect(last.divergence.lastFiniteLoss).toBeCloseTo(expected.before.loss, 10);
        expect(training.getWeights()).toEqual(expected.before.weights);
        expect(training.final()?.trainLoss).toBeGreaterThan(0);
        training.dispose();
      }
    },
  );

  test('is found where the loss is finite and the weights are not', async () => {
    // The last minibatch of the run: there is no later loss to show it.
    const training = new SoftmaxTraining({ ...config, epochs: 1 }, data, modelling(scratch));
    const events: TrainingEvent[] = [];
    let batch = 0;
    const with_ = controls({ learningRate: () => (batch === 19 ? 1e41 : 0.1) });
    for await (const event of training.events(with_)) {
      events.push(event);
      if (event.kind === 'minibatch') batch = event.batch;
    }
    expect(events.at(-1)).toMatchObject({ kind: 'diverged', divergence: { epoch: 1, batch: 20 } });
    expect(events.some(({ kind }) => kind === 'epoch')).toBe(false);
    expect(training.getWeights().every(Number.isFinite)).toBe(true);
    training.dispose();
  });

  test('tells what was seen where the search is called off', async () => {
    const stopped = new AbortController();
    const training = new SoftmaxTraining(config, data, modelling(scratch));
    const with_ = controls({
      learningRate: () => 1e30,
      stopped: stopped.signal,
      breathe: () => {
        stopped.abort();
        return Promise.resolve();
      },
    });
    const events = await eventsOf(training, with_);
    expect(events.at(-1)).toMatchObject({ kind: 'diverged', divergence: { epoch: 1 } });
    expect(training.getWeights().every(Number.isFinite)).toBe(true);
    training.dispose();
  });
});

test('a data set with fewer examples than asked for is taken whole', async () => {
  const training = new SoftmaxTraining(
    { ...config, numTrain: 60_000, epochs: 1 },
    data,
    modelling(scratch),
  );
  const events = await eventsOf(training);
  expect(events.filter(({ kind }) => kind === 'minibatch')).toHaveLength(20);
  training.dispose();
});
