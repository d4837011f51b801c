import type { EngineKind } from '#contract/engine';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphError, graphLoader, PARITY_BOUND } from '../../../main/trainer/graph-parity';
import { startEngine } from '../../support/engine';

const resources = fileURLToPath(new URL('../../../resources/graph/softmax', import.meta.url));
const engine = await startEngine();
const engineOf = (kind: EngineKind) => ({ kind, version: '', threads: 1 });
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '图 graph-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('graphLoader(folder)', () => {
  test.skipIf(engine !== 'tensorflow')(
    'proves that the graph computes what the code from scratch does',
    async () => {
      const { info } = await graphLoader(resources)(engineOf('tensorflow'));
      expect(info.available).toBe(true);
      expect(info.maxAbsError).toBeLessThan(PARITY_BOUND / 10);
    },
  );

  test.skipIf(engine !== 'tensorflow')(
    'turns a graph off that differs by more than the bound',
    async () => {
      const { info } = await graphLoader(resources, 0)(engineOf('tensorflow'));
      expect(info).toMatchObject({ available: false, reason: 'parity' });
      expect(info.maxAbsError).toBeGreaterThan(0);
    },
  );

  test.each(['wasm', 'cpu'] as const)('needs the native engine, which %s is not', async (kind) => {
    const { info } = await graphLoader(resources)(engineOf(kind));
    expect(info).toMatchObject({ available: false, reason: 'needsNativeEngine' });
  });

  test('says that the graph is missing', async () => {
    const { info } = await graphLoader(join(folder, 'absent'))(engineOf('tensorflow'));
    expect(info).toMatchObject({ available: false, reason: 'missing' });
  });

  test.skipIf(engine !== 'tensorflow')(
    'says that a damaged graph cannot be loaded, without a path',
    async () => {
      const damaged = join(folder, 'damaged');
      mkdirSync(damaged);
      writeFileSync(join(damaged, 'saved_model.pb'), 'no protocol buffer at all');
      const { info } = await graphLoader(damaged)(engineOf('tensorflow'));
      expect(info).toMatchObject({ available: false, reason: 'failedToLoad' });
      expect(JSON.stringify(info)).not.toContain(folder);
    },
  );
});

describe('graphError(graph, form)', () => {
  test('finds a factor of two in the learning rate', () => {
    const twice: SoftmaxTrainableFactory = (weights) => {
      const model = scratch(weights);
      return {
        ...model,
        trainEpoch: (images, labels, order, options) =>
          model.trainEpoch(images, labels, order, {
            ...options,
            learningRate: () => 2 * options.learningRate(),
          }),
      };
    };
    expect(graphError(twice, 'floats')).toBeGreaterThan(100 * PARITY_BOUND);
  });

  test('is NaN where a weight is', () => {
    const spoiled: SoftmaxTrainableFactory = (weights) => {
      const model = scratch(weights);
      return { ...model, getWeights: () => model.getWeights().fill(NaN, 0, 1) };
    };
    expect(graphError(spoiled, 'floats')).toBeNaN();
  });

  test('is nothing for the code from scratch itself', () => {
    expect(graphError(scratch, 'floats')).toBe(0);
  });
});
