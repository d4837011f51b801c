import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duelEpochSchema, type DuelEpochRequest } from '#contract/duel';
import { linearConfigSchema, softmaxConfigSchema } from '#contract/run';
import { rngFor, shuffledIndices } from '#lessons/random';
import { scratch } from '#lessons/softmax-regression/scratch';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import * as tf from '@tensorflow/tfjs';
import { TrainerData } from '../../../../main/trainer/data';
import { linearDuelEpoch, softmaxDuelEpoch } from '../../../../main/trainer/duel';
import { largestDifference } from '../../../../renderer/duel/verdict';
import { startEngine } from '../../../support/engine';
import { syntheticData } from './support/synthetic-data';

await startEngine();
const files = await syntheticData({ train: 100, test: 20 });
const data = await TrainerData.load(files.files, files.set.manifest);
afterAll(async () => {
  data.dispose();
  await files.remove();
});
beforeAll(() => {
  data.scaleTo('unit');
  // They stay: not to be counted among the tensors of an epoch.
  data.examples('train');
});

type Softmax = Extract<DuelEpochRequest, { lab: 'softmax' }>;
const config = v.parse(softmaxConfigSchema, {
  learningRate: 0.1,
  batchSize: 32,
  epochs: 3,
  seed: 7,
});
const call = { breathe: () => Promise.resolve(), progress: () => undefined };

async function softmax(change: Partial<Softmax> = {}): Promise<Float32Array> {
  const request: Softmax = {
    lab: 'softmax',
    implementation: 'scratch',
    fault: null,
    config,
    epoch: 1,
    weights: null,
    ...change,
  };
  const create = request.implementation === 'scratch' ? scratch : concise;
  const modelling = { create, examplesOf: () => data.examples('train') };
  const before = tf.memory().numTensors;
  const { weights } = await softmaxDuelEpoch(request, data, modelling, call);
  expect(tf.memory().numTensors).toBe(before);
  return weights;
}

describe('an epoch of softmax regression', () => {
  test('without a fault the implementations agree, epoch after epoch', async () => {
    let weights: Float32Array | null = null;
    let other: Float32Array | null = null;
    for (const epoch of [1, 2]) {
      weights = await softmax({ epoch, weights });
      other = await softmax({ epoch, weights: other, implementation: 'concise' });
      expect(largestDifference(weights, other)).toBeLessThan(1e-5);
    }
  });

  test.each(['noShuffle', 'otherSeed', 'twice', 'frozenBias', 'sum'] as const)(
    'with the fault %s they do not',
    async (fault) => {
      const difference = largestDifference(await softmax(), await softmax({ fault }));
      expect(Number.isNaN(difference) || difference > 1e-3).toBe(true);
    },
  );

  test('the sum of a minibatch is its mean at a rate as many times as large', async () => {
    const whole = { ...config, batchSize: 100, learningRate: 1e-4 };
    const summed = await softmax({ config: whole, fault: 'sum' });
    const expected = await softmax({ config: { ...whole, learningRate: 1e-2 } });
    expect(largestDifference(summed, expected)).toBeLessThan(1e-6);
  });

  test('frozen biases stay as they were, and the weights do not', async () => {
    const weights = await softmax({ fault: 'frozenBias' });
    const initial = initialWeights(7, 0.01);
    expect(weights.subarray(7840)).toEqual(initial.subarray(7840));
    expect(largestDifference(weights, initial)).toBeGreaterThan(1e-3);
  });

  test('without shuffling, a full batch makes no difference: it reads them all anyway', async () => {
    const whole = { ...config, batchSize: 100 };
    const difference = largestDifference(
      await softmax({ config: whole, fault: 'noShuffle' }),
      await softmax({ config: whole }),
    );
    expect(difference).toBeLessThan(1e-6);
    expect([...shuffledIndices(rngFor(7, 'order', 1), 5)]).not.toEqual([0, 1, 2, 3, 4]);
  });

  test('is called off between two minibatches', async () => {
    const breathe = () => Promise.reject(new Error('off'));
    const request = { lab: 'softmax', implementation: 'scratch', fault: null } as const;
    const modelling = { create: scratch, examplesOf: () => data.examples('train') };
    const before = tf.memory().numTensors;
    const asked = softmaxDuelEpoch(
      { ...request, config, epoch: 1, weights: null },
      data,
      modelling,
      {
        ...call,
        breathe,
      },
    );
    await expect(asked).rejects.toThrow('off');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('an epoch of linear regression', () => {
  const linear = v.parse(linearConfigSchema, {
    learningRate: 0.03,
    batchSize: 10,
    epochs: 3,
    seed: 0,
    numExamples: 95,
  });
  const train = async (
    implementation: 'scratch' | 'concise',
    fault: 'noHalf' | 'sum' | 'noShuffle' | null = null,
  ) =>
    linearDuelEpoch(
      { lab: 'linear', implementation, fault, config: linear, epoch: 1, weights: null },
      call,
    );

  test('with the factor one half in both they agree; without it they do not', async () => {
    const expected = await train('scratch');
    const agreed = largestDifference(expected.weights, (await train('concise')).weights);
    expect(agreed).toBeLessThan(1e-5);
    for (const fault of ['noHalf', 'sum', 'noShuffle'] as const) {
      const { weights } = await train('concise', fault);
      const difference = largestDifference(expected.weights, weights);
      expect(Number.isNaN(difference) || difference > 1e-3).toBe(true);
    }
  });
});

describe('duelEpochSchema', () => {
  const request = { lab: 'linear', implementation: 'scratch', fault: null, epoch: 1 };
  const linear = { learningRate: 0.03, batchSize: 10, epochs: 3, seed: 0 };

  test.each([
    ['weights of another size', { weights: new Float32Array(4) }],
    ['weights that are no numbers', { weights: [1, 2, 3] }],
    ['a fault of the other lab', { weights: null, fault: 'frozenBias' }],
    ['epoch 0', { weights: null, epoch: 0 }],
    ['the formula', { weights: null, implementation: 'analytic' }],
  ])('refuses %s', (_, change) => {
    const input = { ...request, config: linear, ...change };
    expect(v.safeParse(duelEpochSchema, input).success).toBe(false);
  });
});
