import { linearConfigSchema, softmaxConfigSchema } from '#contract/run';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { TrainCommand } from '../../../../main/launch/cli';
import {
  endLine,
  epochLine,
  train,
  withImplementation,
  type Studio,
} from '../../../../main/headless/train';
import { readRecord } from '../../../../main/runs/record';
import { temporaryFolder } from '../dataset/support/temporary';
import { createCore } from '../support/core';
import { epochOf, linearRecord, softmaxRecord, weightsOf } from '../support/records';
import { nativeEngine, ScriptedHost } from '../support/scripted-host';

const config = v.parse(softmaxConfigSchema, {
  learningRate: 0.1,
  batchSize: 256,
  epochs: 2,
  seed: 0,
});

describe('withImplementation(request, engine)', () => {
  const withGraph = { ...nativeEngine, graph: { available: true, maxAbsError: 0 } } as const;

  test('takes the compiled graph where there is one, else the code from scratch', () => {
    const request = { lab: 'softmax', config } as const;
    expect(withImplementation(request, withGraph).implementation).toBe('graph');
    expect(withImplementation(request, nativeEngine).implementation).toBe('scratch');
  });

  test('takes what was asked for', () => {
    const request = { lab: 'softmax', implementation: 'concise', config } as const;
    expect(withImplementation(request, withGraph).implementation).toBe('concise');
  });
});

describe('the lines', () => {
  test('of an epoch', () => {
    expect(
      epochLine({
        epoch: 1,
        trainLoss: 0.78649,
        trainAcc: 0.749,
        testAcc: 0.79,
        ms: 223,
        learningRate: 0.1,
      }),
    ).toBe('epoch 1, train loss 0.786, train acc 0.749, test acc 0.790, 0.22 s');
    expect(epochLine({ epoch: 3, trainLoss: null, ms: 5, learningRate: 0.1 })).toBe(
      'epoch 3, train loss -, 0.01 s',
    );
  });

  test('of the end, whichever it is', () => {
    const epochs = [epochOf(1), epochOf(2)];
    const final = { trainLoss: 0.4471, trainAcc: 0.85, testAcc: 0.829 };
    expect(endLine(softmaxRecord({ state: 'done', epochs, final }))).toBe(
      'done: train loss 0.447, train acc 0.850, test acc 0.829, 0.20 s of training',
    );
    expect(endLine(softmaxRecord({ state: 'stopped', epochs, final }))).toBe(
      'stopped after epoch 2',
    );
    expect(endLine(softmaxRecord({ state: 'failed', failure: 'It died.' }))).toBe(
      'failed: It died.',
    );
    const divergence = { epoch: 1, batch: 9, value: 'NaN', lastFiniteLoss: 1 } as const;
    expect(endLine(softmaxRecord({ state: 'diverged', divergence }))).toBe(
      'diverged in epoch 1, minibatch 9: NaN',
    );
    const line = {
      trainLoss: 5e-5,
      w: [1.99996, -3.40012],
      b: 4.2,
      wError: [4e-5, 1.2e-4],
      bError: 0,
    };
    expect(endLine(linearRecord({ state: 'done', epochs: [epochOf(1)], final: line }))).toContain(
      'w [1.99996, -3.40012], b 4.20000',
    );
  });
});

describe('train(core, command, output, studio)', () => {
  async function setUp() {
    const root = await temporaryFolder();
    const host = new ScriptedHost();
    const { core } = await createCore({ root, host });
    const printed: string[] = [];
    const complaints: string[] = [];
    const output = {
      print: (line: string) => Promise.resolve(void printed.push(line)),
      complain: (line: string) => Promise.resolve(void complaints.push(line)),
    };
    const opened: string[] = [];
    const studio: Studio = {
      open: (lab) => opened.push(lab),
      capture: () => Promise.resolve(Uint8Array.of(1, 2, 3)),
    };
    return { root, host, core, printed, complaints, output, opened, studio };
  }

  const linear: TrainCommand = {
    kind: 'train',
    request: {
      lab: 'linear',
      config: v.parse(linearConfigSchema, {
        learningRate: 0.03,
        batchSize: 10,
        epochs: 3,
        seed: 0,
      }),
    },
  };

  /** The id of the run that was started, once it was. */
  async function started(host: ScriptedHost): Promise<string> {
    const ask = () => host.asked.find(([what]) => what === 'startRun')?.[1];
    await expect.poll(ask).toBeTypeOf('string');
    return String(ask());
  }

  test('prints each epoch and the end, writes record and picture, and is 0', async () => {
    const { root, host, core, printed, complaints, output, opened, studio } = await setUp();
    const json = join(root, 'out', 'run 1.json');
    const screenshot = join(root, 'out', 'picture.png');
    const code = train(core, { ...linear, json, screenshot }, output, studio);
    host.ready();
    const runId = await started(host);
    for (const epoch of [1, 2]) {
      host.tell({
        type: 'epoch',
        runId,
        epoch: { epoch, trainLoss: 0.5 / epoch, ms: 10, learningRate: 0.03 },
        weights: weightsOf(epoch),
      });
    }
    const final = { trainLoss: 0.25, w: [2, -3.4], b: 4.2, wError: [0, 0], bError: 0 };
    host.tell({ type: 'end', runId, end: { state: 'done', final } });
    expect(await code).toBe(0);
    expect(printed).toEqual([
      'linear regression, scratch, learning rate 0.03, batch size 10, epochs 3, seed 0, tensorflow 2.15.1',
      'epoch 1, train loss 0.500000, 0.01 s',
      'epoch 2, train loss 0.250000, 0.01 s',
      expect.stringMatching(/^done: w \[2\.00000, -3\.40000\], b 4\.20000, /),
      `record: ${json}`,
      `picture: ${screenshot}`,
    ]);
    expect(complaints).toEqual([]);
    expect(opened).toEqual(['linear']);
    expect(readRecord(await readFile(json, 'utf8'), runId)).toMatchObject({
      ok: true,
      record: { state: 'done', final },
    });
    expect([...(await readFile(screenshot))]).toEqual([1, 2, 3]);
  });

  test('a diverged run is 1, and its record is written all the same', async () => {
    const { root, host, core, printed, output, studio } = await setUp();
    const json = join(root, 'run.json');
    const code = train(core, { ...linear, json }, output, studio);
    host.ready();
    const runId = await started(host);
    const divergence = { epoch: 1, batch: 4, value: 'Infinity', lastFiniteLoss: 9e30 } as const;
    host.tell({ type: 'end', runId, end: { state: 'diverged', divergence } });
    expect(await code).toBe(1);
    expect(printed).toContain('diverged in epoch 1, minibatch 4: Infinity');
    expect(await readFile(json, 'utf8')).toContain('"diverged"');
  });

  test('a trainer that cannot be started is 1, and says why', async () => {
    const { host, core, complaints, output, studio } = await setUp();
    const code = train(core, linear, output, studio);
    host.tell({ type: 'status', status: { state: 'failed', detail: 'it ended with code 1' } });
    expect(await code).toBe(1);
    expect(complaints).toEqual([
      expect.stringMatching(/^failed: The trainer could not be started/),
    ]);
  });

  test('without a data set, softmax regression is 1, and says why', async () => {
    const { host, core, complaints, output, studio } = await setUp();
    core.dataset.look();
    host.ready();
    const code = await train(
      core,
      { kind: 'train', request: { lab: 'softmax', config } },
      output,
      studio,
    );
    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringContaining('Fashion-MNIST')]);
  });

  test('a file that cannot be written is named before any training', async () => {
    const { root, host, core, complaints, output, studio } = await setUp();
    const json = join(root, 'settings.json', 'run.json');
    await core.handlers.changeSettings({ theme: 'dark' });
    host.ready();
    expect(await train(core, { ...linear, json }, output, studio)).toBe(1);
    expect(host.asked).toEqual([]);
    expect(complaints).toHaveLength(1);
  });
});
