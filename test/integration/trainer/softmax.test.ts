import { PICTURE_PIXELS } from '#contract/dataset';
import type { RunRequest, SoftmaxConfig } from '#contract/run';
import type { RunEnd } from '#contract/trainer';
import { checkTrainCh3 } from '#lessons/softmax-regression/check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSplit } from '../../support/fashion-mnist';
import { softmaxNotes } from '../../support/notes';
import { Line } from '../../unit/main/trainer/support/line';
import { realData } from './support/real-data';

const line = new Line();

beforeAll(async () => {
  line.say({ type: 'init', engine: 'tensorflow' });
  line.say({ type: 'dataset', files: await realData() });
  await line.hear('datasetLoaded');
});

const config: SoftmaxConfig = softmaxNotes;

let runs = 0;

async function train(
  implementation: 'scratch' | 'concise',
  changes: Partial<SoftmaxConfig> = {},
): Promise<{ runId: string; end: RunEnd; epochs: ReturnType<typeof epochsOf> }> {
  const runId = `run ${(runs += 1)}`;
  const request: RunRequest = {
    lab: 'softmax',
    implementation,
    config: { ...config, ...changes },
  };
  line.say({ type: 'run', runId, request, paused: false });
  const { end } = await line.hear('end', (message) => message.runId === runId);
  return { runId, end, epochs: epochsOf(runId) };
}

function epochsOf(run: string) {
  return line
    .all('epoch')
    .filter(({ runId }) => runId === run)
    .map(({ epoch, weights }) => ({ ...epoch, ms: 'some', weights }));
}

test('the engine is native TensorFlow, with no reason not to be', async () => {
  const { engine } = await line.hear('ready');
  expect(engine.kind).toBe('tensorflow');
  expect(engine.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(engine.reason).toBeUndefined();
});

test('the data set is whole', () => {
  expect(line.all('datasetLoaded')).toMatchObject([{ train: 60_000, test: 10_000 }]);
});

describe.each(['scratch', 'concise'] as const)('ten epochs of %s', (implementation) => {
  test('pass the three assertions of section 3.6.6 and 81.5 % on the test set', async () => {
    const { end } = await train(implementation);
    if (end.state !== 'done' || !end.final || !('testAcc' in end.final)) {
      throw new Error(`the run ended as ${JSON.stringify(end)}`);
    }
    const { trainLoss, trainAcc, testAcc } = end.final;
    const checks = checkTrainCh3({ trainLoss: trainLoss ?? NaN, trainAcc, testAcc });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(testAcc).toBeGreaterThanOrEqual(0.815);
  });

  test('can be repeated to the last digit', async () => {
    const [first, again] = [
      await train(implementation, { epochs: 2, seed: 7 }),
      await train(implementation, { epochs: 2, seed: 7 }),
    ];
    expect(again.epochs).toEqual(first.epochs);
  });
});

test('predictions agree with the test accuracy, and bring the pictures of the file', async () => {
  const { runId, epochs } = await train('scratch', { epochs: 1 });
  const [epoch] = epochs;
  if (!epoch) throw new Error('no epoch');
  line.say({
    type: 'predictions',
    callId: 1,
    query: {
      key: runId,
      weights: epoch.weights,
      pixelScale: 'unit',
      wrongOnly: true,
      offset: 100,
      count: 200,
    },
  });
  const { page } = await line.hear('predictions');
  expect(page.wrong).toBe(Math.round(10_000 * (1 - (epoch.testAcc ?? NaN))));
  expect(page.items).toHaveLength(200);
  const { images, labels } = readSplit('t10k');
  const expected = page.items.map(({ index }) =>
    images.subarray(PICTURE_PIXELS * index, PICTURE_PIXELS * (index + 1)),
  );
  expect(Buffer.from(page.pixels).equals(Buffer.concat(expected))).toBe(true);
  expect(page.items.map(({ label }) => label)).toEqual(
    page.items.map(({ index }) => labels[index]),
  );
});

test('pixels from 0 to 255 diverge from scratch at the usual rate, at a place that is told', async () => {
  const { end } = await train('scratch', { pixelScale: 'byte' });
  expect(end).toMatchObject({ state: 'diverged', divergence: { epoch: 1 } });
});
