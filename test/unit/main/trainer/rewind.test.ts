import type { LinearConfig, RunRequest, SoftmaxConfig } from '#contract/run';
import type { RunEnd, RunStart } from '#contract/trainer';
import { describe, expect, test } from 'vitest';
import { linearNotes, softmaxNotes } from '../../../support/notes';
import { lineWithData } from './support/line-with-data';

const { line } = await lineWithData({ train: 300, test: 50 });

const softmax: SoftmaxConfig = {
  ...softmaxNotes,
  batchSize: 32,
  epochs: 3,
  seed: 5,
  numTrain: 300,
};
const linear: LinearConfig = { ...linearNotes, batchSize: 32, seed: 5, numExamples: 300 };
const requests = [
  { lab: 'softmax', implementation: 'scratch', config: softmax },
  { lab: 'softmax', implementation: 'concise', config: softmax },
  { lab: 'linear', implementation: 'scratch', config: linear },
  { lab: 'linear', implementation: 'concise', config: linear },
] as const satisfies readonly RunRequest[];

let runs = 0;

/** A run of 3 epochs of 10 minibatches whose learning rate becomes infinite in float32 after `breakAt` of them. */
async function run(
  request: RunRequest,
  { breakAt, from }: { breakAt?: number; from?: RunStart } = {},
) {
  const runId = `run ${(runs += 1)}`;
  const paused = breakAt !== undefined;
  line.say({ type: 'run', runId, request, paused, ...(from && { from }) });
  for (let step = 0; step < (breakAt ?? 0); step += 1) {
    line.say({ type: 'control', runId, action: 'step' });
  }
  if (breakAt !== undefined) {
    const [epoch, batch] = [Math.ceil(breakAt / 10), ((breakAt - 1) % 10) + 1];
    await line.hear('progress', (message) => {
      const { progress } = message;
      return progress.runId === runId && progress.epoch === epoch && progress.batch === batch;
    });
    line.say({ type: 'learningRate', runId, learningRate: 1e300 });
    line.say({ type: 'control', runId, action: 'resume' });
  }
  const { end } = await line.hear('end', (message) => message.runId === runId);
  const epochs = line
    .all('epoch')
    .filter((message) => message.runId === runId)
    .map(({ epoch, weights }) => ({ ...epoch, ms: 'some', weights }));
  const progress = line
    .all('progress')
    .filter((message) => message.progress.runId === runId)
    .map((message) => message.progress);
  return { end, epochs, progress };
}

function withRate(request: RunRequest, learningRate: number): RunRequest {
  return request.lab === 'softmax'
    ? { ...request, config: { ...request.config, learningRate } }
    : { ...request, config: { ...request.config, learningRate } };
}

/** Where a diverged run can go on. */
function lastFiniteStep(end: RunEnd): RunStart {
  if (end.state !== 'diverged' || !end.partial?.sums) throw new Error(`it ended as ${end.state}`);
  const { epoch, batch, weights, sums } = end.partial;
  const { lastFiniteLoss: lastLoss } = end.divergence;
  return { epoch: epoch - 1, weights, begun: { batch, sums, lastLoss } };
}

describe.each(requests)('after a divergence, $lab from $implementation', (request) => {
  test.each([1, 4, 13, 19])(
    'goes on from the last finite step as if nothing had happened: broken after minibatch %i',
    async (breakAt) => {
      const unbroken = await run(request);
      const broken = await run(request, { breakAt });
      const start = lastFiniteStep(broken.end);
      expect(start.epoch * 10 + (start.begun?.batch ?? 0)).toBe(breakAt);
      const rewound = await run(request, { from: start });
      expect(rewound.end.state).toBe('done');
      expect(rewound.epochs).toEqual(unbroken.epochs.slice(start.epoch));
      expect(rewound.progress[0]).toMatchObject({ epoch: start.epoch + 1, batch: breakAt % 10 });
    },
  );

  test('a second divergence is placed in the whole epoch, and remembers the loss before it', async () => {
    const broken = await run(request, { breakAt: 13 });
    const start = lastFiniteStep(broken.end);
    const again = await run(withRate(request, 1e300), { from: start });
    if (again.end.state !== 'diverged' || broken.end.state !== 'diverged') {
      throw new Error('it did not diverge');
    }
    expect(again.end.divergence.epoch).toBe(broken.end.divergence.epoch);
    expect(again.end.divergence.batch).toBe((start.begun?.batch ?? NaN) + 1);
    expect(again.end.divergence.lastFiniteLoss).toBe(broken.end.divergence.lastFiniteLoss);
    expect(again.end.partial?.weights).toEqual(start.weights);
  });
});
