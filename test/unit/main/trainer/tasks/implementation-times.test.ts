import type { RunRequest } from '#contract/run';
import { describe, expect, test } from 'vitest';
import { lineWithData } from '../support/line-with-data';

const NUM_TRAIN = 100;
const { line } = await lineWithData({ train: NUM_TRAIN, test: 20 });

let callId = 100;

function ask(batchSize = 16) {
  callId += 1;
  const request = {
    taskId: `timing ${callId}`,
    task: 'implementationTimes',
    input: { batchSize, seed: 1 },
  } as const;
  line.say({ type: 'task', callId, request });
  return callId;
}

const tensors = async (at: number) => {
  line.say({ type: 'ping', at });
  return (await line.hear('pong', (message) => message.at === at)).tensors;
};

describe('implementationTimes', () => {
  test('times those that can be had here, in rounds, and counts the calls of a minibatch', async () => {
    const id = ask();
    const { output } = await line.hear('task', (message) => message.callId === id);
    if (!('implementations' in output)) throw new Error('another task has answered');
    // The compiled graph needs the native engine.
    expect(output.implementations.map(({ implementation }) => implementation)).toEqual([
      'scratch',
      'concise',
    ]);
    for (const { rounds, median, calls } of output.implementations) {
      expect(rounds.length).toBeGreaterThanOrEqual(5);
      expect(Math.min(...rounds)).toBeGreaterThan(0);
      expect([...rounds].sort((a, b) => a - b)[Math.floor(rounds.length / 2)]).toBe(median);
      // At the least: fetch the pictures, multiply, subtract from W and from b.
      expect(calls).toBeGreaterThanOrEqual(4);
      expect(Number.isInteger(calls)).toBe(true);
    }
    const told = line.heard.filter((message) => message.type === 'taskProgress');
    const last = told.filter((message) => message.callId === id).at(-1);
    expect(last).toMatchObject({ done: last?.total });
  });

  test('leaves no tensor behind, also where it is called off', async () => {
    const before = await tensors(1);
    const whole = ask();
    await line.hear('task', (message) => message.callId === whole);
    expect(await tensors(2)).toBe(before);
    const cancelled = ask(1);
    line.say({ type: 'cancel', callId: cancelled });
    const { error } = await line.hear('error', (message) => message.callId === cancelled);
    expect(error.code).toBe('cancelled');
    expect(await tensors(3)).toBe(before);
  });

  test('is refused while a run is under way, which it would disturb', async () => {
    const request: RunRequest = {
      lab: 'softmax',
      implementation: 'scratch',
      config: {
        learningRate: 0.1,
        batchSize: 10,
        epochs: 1,
        seed: 0,
        initStd: 0.01,
        numTrain: NUM_TRAIN,
        shuffle: true,
        pixelScale: 'unit',
      },
    };
    line.say({ type: 'run', runId: 'a run', request, paused: true });
    await line.hear('state', (message) => message.runId === 'a run');
    const id = ask();
    const { error } = await line.hear('error', (message) => message.callId === id);
    expect(error.code).toBe('runUnderWay');
    line.say({ type: 'control', runId: 'a run', action: 'stop' });
    await line.hear('end', (message) => message.runId === 'a run');
  });
});
