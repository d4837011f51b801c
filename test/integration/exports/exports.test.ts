import { runFormats, type RunFormat } from '#contract/exports';
import {
  linearConfigSchema,
  softmaxConfigSchema,
  type RunRecord,
  type RunRequest,
} from '#contract/run';
import { rngFor, normalArray, shuffledIndices } from '#lessons/random';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../../main/exports/formats';
import { endOf } from '../../../main/headless/train';
import { createTrainerHost } from '../../../main/trainer/host';
import { createCore } from '../../unit/main/support/core';
import { bundle, type Bundle } from '../main/support/bundle';
import { forkInNode } from '../main/support/node-trainer';
import { exportReaders, readWith } from './support/python';

/** Runs trained by the real trainer, exported by main, and opened by the programs that people open such files with. */
const packaged = fileURLToPath(
  new URL('../../../resources/datasets/fashion-mnist', import.meta.url),
);
const readers = await exportReaders();
const python = 'python' in readers ? readers.python : '';
if ('reason' in readers) console.warn(`exports are not opened by Python: ${readers.reason}`);

let worker: Bundle;
let root: string;
let saveTo = '';
let core: Awaited<ReturnType<typeof createCore>>['core'];
const records = new Map<string, RunRecord>();

beforeAll(async () => {
  worker = await bundle('main/trainer/worker.ts');
  root = await mkdtemp(join(tmpdir(), "李四 的 'exports' "));
  const host = createTrainerHost({ fork: () => forkInNode(worker.script) });
  ({ core } = await createCore({
    root,
    host,
    packaged,
    askWhere: ({ name }) => join(saveTo, name),
  }));
  core.start();
  for (const [name, request] of Object.entries(requests)) records.set(name, await train(request));
  records.set('continued', await over(() => goOn('softmax', { epochs: 1, learningRate: 0.05 })));
  records.set('continued line', await over(() => goOn('scratch', { epochs: 2 })));
  records.set('tuned', await over(fineTune));
});

afterAll(async () => {
  await core.shutdown();
  await worker.remove();
  await rm(root, { recursive: true, force: true });
});

const softmax = (change: object): RunRequest => ({
  lab: 'softmax',
  implementation: 'scratch',
  config: v.parse(softmaxConfigSchema, {
    ...{ learningRate: 0.1, batchSize: 256, epochs: 2, seed: 3 },
    ...change,
  }),
});
const linear = (implementation: 'scratch' | 'concise' | 'analytic'): RunRequest => ({
  lab: 'linear',
  implementation,
  config: v.parse(linearConfigSchema, { learningRate: 0.03, batchSize: 10, epochs: 3, seed: 4 }),
});
const requests: Readonly<Record<string, RunRequest>> = {
  softmax: softmax({}),
  bytes: softmax({
    ...{ pixelScale: 'byte', numTrain: 2000, learningRate: 1e-6, shuffle: false, initStd: 1e-4 },
  }),
  scratch: linear('scratch'),
  concise: linear('concise'),
  analytic: linear('analytic'),
};

const train = (request: RunRequest) => over(() => core.runs.start(request, false));

/** The run that `start` starts, once it is over. */
async function over(start: () => Promise<unknown>): Promise<RunRecord> {
  const end = endOf(core);
  await start();
  return (await end).record;
}

const goOn = (name: string, further: { epochs: number; learningRate?: number }) =>
  core.runs.continue(recordOf(name).id, further);

/** A run that begins with the last weights of another one, at a smaller rate. */
async function fineTune(): Promise<void> {
  const runId = recordOf('softmax').id;
  const { id } = await core.handlers.saveCheckpoint({ runId, name: 'after `two` epochs' });
  const request = softmax({ learningRate: 0.02, epochs: 1, seed: 9 });
  await core.handlers.startFromCheckpoint({ id, request });
}

function recordOf(name: string): RunRecord {
  const record = records.get(name);
  if (!record) throw new Error(`no run is called ${name}`);
  return record;
}

/** Exports a run into a folder of its own. @returns the file's path */
async function exported(name: string, format: RunFormat): Promise<string> {
  saveTo = join(root, 'taken away', name, format);
  await mkdir(saveTo, { recursive: true });
  const saved = await core.exports.exportRun({ id: recordOf(name).id, format });
  if (!saved) throw new Error('nothing was saved');
  expect(saved.file).toMatch(new RegExp(`\\.${formats[format].extension}$`));
  return join(saveTo, saved.file);
}

const figures = v.record(v.string(), v.tuple([v.number(), v.number()]));

describe.skipIf(python === '')('a run taken away', () => {
  test('as a script repeats it: within half a point of test accuracy, and nearly to the digit', async () => {
    const path = await exported('softmax', 'script');
    const answer = v.parse(
      v.object({ code: v.number(), figures, stderr: v.string() }),
      await readWith(python, 'script', path, saveTo),
    );
    expect(answer.stderr).toBe('');
    expect(answer.code).toBe(0);
    const [here = Number.NaN, there] = answer.figures['test acc'] ?? [];
    const { final } = recordOf('softmax');
    expect(there).toBeCloseTo(final && 'testAcc' in final ? final.testAcc : Number.NaN, 6);
    expect(Math.abs(here - (there ?? Number.NaN))).toBeLessThan(0.005);
    const [loss = Number.NaN, theirs = Number.NaN] = answer.figures['train loss'] ?? [];
    expect(Math.abs(loss - theirs)).toBeLessThan(1e-4);
  });

  test('as a notebook does the same, cell by cell', async () => {
    const path = await exported('softmax', 'notebook');
    const answer = v.parse(
      v.object({ figures, kinds: v.array(v.string()) }),
      await readWith(python, 'notebook', path, saveTo),
    );
    expect(answer.kinds.slice(0, 4)).toEqual(['markdown', 'code', 'markdown', 'code']);
    const [here = Number.NaN, there = Number.NaN] = answer.figures['test acc'] ?? [];
    expect(Math.abs(here - there)).toBeLessThan(0.005);
  });

  test('of other settings, of linear regression and of its formula comes to the same, too', async () => {
    const names = ['bytes', 'scratch', 'concise', 'analytic'];
    const paths: string[] = [];
    for (const name of names) paths.push(await exported(name, 'script'));
    const answers = v.parse(v.array(figures), await readWith(python, 'scripts', root, ...paths));
    expect(answers).toHaveLength(4);
    const [bytes = {}, ...lines] = answers;
    const [here = Number.NaN, there = Number.NaN] = bytes['train loss'] ?? [];
    expect(Math.abs(here - there) / there).toBeLessThan(1e-3);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['train loss', 'w1', 'w2', 'b']);
      for (const [found, wanted] of Object.values(line)) expect(found).toBeCloseTo(wanted, 4);
    }
  });

  test('that went on from another, or from a checkpoint, begins with the weights it began with', async () => {
    const names = ['continued', 'tuned', 'continued line'];
    const paths: string[] = [];
    for (const name of names) paths.push(await exported(name, 'script'));
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    expect(texts[0]).toMatch(/^# The run went on from run 1\. Its weights after epoch 2 /m);
    expect(texts[1]).toContain(
      '# The run began with the checkpoint “after \\`two\\` epochs” (run 1',
    );
    const answers = v.parse(v.array(figures), await readWith(python, 'scripts', root, ...paths));
    const [continued = {}, tuned = {}, line = {}] = answers;
    for (const one of [continued, tuned]) {
      const [loss = Number.NaN, theirs = Number.NaN] = one['train loss'] ?? [];
      // An epoch too many, or a start at the seed, is some hundredths away.
      expect(Math.abs(loss - theirs)).toBeLessThan(1e-4);
      const [here = Number.NaN, there = Number.NaN] = one['test acc'] ?? [];
      expect(Math.abs(here - there)).toBeLessThan(0.005);
    }
    for (const [found, wanted] of Object.values(line)) expect(found).toBeCloseTo(wanted, 4);

    const notebook = v.parse(
      v.object({ figures }),
      await readWith(python, 'notebook', await exported('continued', 'notebook'), saveTo),
    );
    expect(notebook.figures).toEqual(continued);
  });

  test('draws the very numbers that the lessons draw', async () => {
    const path = await exported('softmax', 'script');
    const drawn = v.parse(
      v.object({
        weights: v.string(),
        order: v.array(v.number()),
        small: v.array(v.array(v.number())),
      }),
      await readWith(python, 'numbers', path),
    );
    const theirs = new Float32Array(new Uint8Array(Buffer.from(drawn.weights, 'base64')).buffer);
    const ours = normalArray(rngFor(4294967295, 'weights'), 7840, 0, 0.01);
    // Two implementations of the logarithm may differ in the last place.
    theirs.forEach((value, i) => expect(Math.abs(value - (ours[i] ?? NaN))).toBeLessThan(1e-9));
    expect(drawn.order).toEqual([...shuffledIndices(rngFor(7, 'order', 3), 60_000)]);
    drawn.small.forEach((order, seed) =>
      expect(order).toEqual([...shuffledIndices(rngFor(seed, 'order', 1), 5)]),
    );
  });

  test.each(['safetensors', 'npy'] as const)('as %s has the weights by name', async (format) => {
    const tensors = v.parse(
      v.object({ weight: v.array(v.array(v.number())), bias: v.array(v.number()) }),
      await readWith(python, format, await exported('softmax', format)),
    );
    const { weights } = await core.store.weights(recordOf('softmax').id);
    expect(tensors.weight).toHaveLength(10);
    expect([...tensors.weight.flat(), ...tensors.bias]).toEqual([...weights]);
  });

  test('as CSV has a row an epoch with every digit', async () => {
    const rows = await readWith(python, 'csv', await exported('softmax', 'csv'));
    expect(rows).toEqual(
      recordOf('softmax').epochs.map((epoch) =>
        Object.fromEntries(Object.entries(epoch).map(([name, value]) => [name, String(value)])),
      ),
    );
  });

  test('as a run file is a zip whose checksums hold', async () => {
    const { manifest, hashes } = v.parse(
      v.object({
        manifest: v.object({ files: v.record(v.string(), v.string()), format: v.string() }),
        hashes: v.record(v.string(), v.string()),
      }),
      await readWith(python, 'runFile', await exported('softmax', 'runFile')),
    );
    expect(manifest.format).toBe('linearlab-run');
    expect(hashes).toMatchObject(manifest.files);
    expect(Object.keys(hashes)).toHaveLength(Object.keys(manifest.files).length + 1);
  });
});

test('every format is made of a run of either lab', async () => {
  for (const name of ['softmax', 'concise']) {
    for (const format of runFormats) {
      const bytes = await readFile(await exported(name, format));
      expect(bytes.length, `${name}, ${format}`).toBeGreaterThan(100);
    }
  }
});

test('as JSON is the record that is on disk', async () => {
  const text = await readFile(await exported('softmax', 'json'), 'utf8');
  expect(JSON.parse(text)).toEqual(recordOf('softmax'));
});
