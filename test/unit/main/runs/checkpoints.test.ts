import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CheckpointStore } from '../../../../main/runs/checkpoints';
import { temporaryFolder } from '../dataset/support/temporary';
import { linearRecord, softmaxRecord, epochOf, weightsOf } from '../support/records';

let folder: string;
let store: CheckpointStore;

beforeEach(async () => {
  const root = await temporaryFolder();
  folder = join(root, 'checkpoints');
  let second = 0;
  store = new CheckpointStore({
    folder,
    trash: join(root, 'trash'),
    app: '0.1.0',
    newId: () => {
      second += 1;
      return { id: `20260304T05060${second}-abcdef`, startedAt: '2026-03-04T05:06:07.000Z' };
    },
  });
});

const softmax = softmaxRecord({ state: 'done', epochs: [epochOf(1), epochOf(2)], number: 7 });
const snapshot = { epoch: 2, weights: weightsOf(2, 7850) };

test('a checkpoint is read back to the last bit, with where it comes from', async () => {
  const saved = await store.save('最好的 "best"', softmax, snapshot);
  const { checkpoint, weights } = await store.read(saved.id);
  expect(checkpoint).toEqual(saved);
  expect(checkpoint).toMatchObject({
    name: '最好的 "best"',
    run: { id: softmax.id, number: 7 },
    epoch: 2,
    figures: epochOf(2),
    lab: 'softmax',
    config: softmax.config,
  });
  expect(weights).toEqual(snapshot.weights);
});

test('the list has the newest first; deleted ones come back', async () => {
  const first = await store.save('first', softmax, snapshot);
  const line = linearRecord({ state: 'done' });
  const second = await store.save('line', line, { epoch: 0, weights: weightsOf(0, 3) });
  expect((await store.list()).checkpoints).toEqual([second, first]);
  await store.remove(first.id);
  expect((await store.list()).checkpoints).toEqual([second]);
  await store.restore(first.id);
  expect((await store.read(first.id)).weights).toEqual(snapshot.weights);
});

test('what cannot be read is listed as damaged, and costs the others nothing', async () => {
  const saved = await store.save('first', softmax, snapshot);
  const id = '20260304T050609-abcdef';
  await mkdir(join(folder, `${id}.json`));
  expect(await store.list()).toEqual({
    checkpoints: [saved],
    unreadable: [{ id, reason: 'damaged' }],
  });
});

test('none was ever saved: an empty list, and no folder', async () => {
  expect(await store.list()).toEqual({ checkpoints: [], unreadable: [] });
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test.each(['20260304T050609-abcdef', '../../settings', '', '20260304T050609-abcdef/../x'])(
  'there is none of the id %j',
  async (id) => {
    for (const ask of ['read', 'remove', 'restore'] as const) {
      await expect(store[ask](id)).rejects.toMatchObject({ code: 'noSuchCheckpoint' });
    }
  },
);

test.each([
  ['cut short', (text: string) => text.slice(0, 300), 'damaged'],
  [
    'with a weight changed',
    (text: string) => text.replace('"weights": "AAAA', '"weights": "BAAA'),
    'damaged',
  ],
  [
    'with half of the weights',
    (text: string) => text.replace(/("weights": ".{1000}).*"/, '$1"'),
    'damaged',
  ],
  ['of another id', (text: string) => text.replace('T050601-', 'T050602-'), 'damaged'],
  ['of a newer version', (text: string) => text.replace('"schema": 1', '"schema": 2'), 'newer'],
])('a file %s is named, refused and left as it is', async (_, change, reason) => {
  const { id } = await store.save('first', softmax, snapshot);
  const file = join(folder, `${id}.json`);
  const changed = change(await readFile(file, 'utf8'));
  await writeFile(file, changed);
  expect(await store.list()).toEqual({ checkpoints: [], unreadable: [{ id, reason }] });
  await expect(store.read(id)).rejects.toMatchObject({ code: 'unreadableFile' });
  expect(await readFile(file, 'utf8')).toBe(changed);
});

test('other files in the folder are nobody’s', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'notes.json'), '{}');
  await writeFile(join(folder, '20260304T050601-abcdef.json.123'), '{}');
  expect(await store.list()).toEqual({ checkpoints: [], unreadable: [] });
});
