import type { FromTrainer, ToTrainer } from '#contract/trainer';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildTrainer, forkChild } from './support/child';
import { realData } from './support/real-data';

let built: Awaited<ReturnType<typeof buildTrainer>>;
beforeAll(async () => {
  built = await buildTrainer();
});
afterAll(() => built.remove());

type Of<Type extends FromTrainer['type']> = Extract<FromTrainer, { type: Type }>;

/** A trainer that is asked one thing after the other. */
function trainer() {
  const child = forkChild(built.entry);
  onTestFinished(() => child.kill());
  let heard: (message: FromTrainer) => void = () => undefined;
  child.onMessage((message) => heard(message));
  return {
    /** Posts, and waits for a message of this type. */
    ask: <Type extends FromTrainer['type']>(message: ToTrainer, type: Type) =>
      new Promise<Of<Type>>((resolve) => {
        const isIt = (answer: FromTrainer): answer is Of<Type> => answer.type === type;
        heard = (answer) => {
          if (isIt(answer)) resolve(answer);
        };
        child.post(message);
      }),
  };
}

const runOf = (number: number): ToTrainer => ({
  type: 'run',
  runId: String(number),
  paused: false,
  request: {
    lab: 'softmax',
    implementation: (['scratch', 'concise', 'graph'] as const)[number % 3] ?? 'scratch',
    config: {
      ...{ learningRate: 0.1, batchSize: 64, epochs: 1, seed: number, initStd: 0.01 },
      ...{ numTrain: 1000, shuffle: true, pixelScale: 'unit' },
    },
  },
});

test('50 runs, of each implementation in turn, leave the trainer with as many tensors, and its memory', async () => {
  const { ask } = trainer();
  await ask({ type: 'init' }, 'ready');
  await ask({ type: 'dataset', files: await realData() }, 'datasetLoaded');
  const trainTimes = async (times: number) => {
    for (let i = 0; i < times; i += 1) {
      const { end } = await ask(runOf(i), 'end');
      expect(end.state).toBe('done');
    }
    return ask({ type: 'ping', at: 0 }, 'pong');
  };
  const before = await trainTimes(12);
  const after = await trainTimes(50);
  expect(after.tensors).toBe(before.tensors);
  expect(after.rssBytes - before.rssBytes).toBeLessThan(60e6);
});
