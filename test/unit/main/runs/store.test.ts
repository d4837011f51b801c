import type { RunRecord } from '#contract/run';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeRecord } from '../../../../main/runs/record';
import { RunStore } from '../../../../main/runs/store';
import { encodeFile } from '../../../../main/runs/weights-file';
import { temporaryFolder } from '../dataset/support/temporary';
import { epochOf, softmaxRecord, weightsOf } from '../support/records';
import { recordingLog } from '../support/recording-log';

let root: string;
let store: RunStore;

beforeEach(async () => {
  root = await temporaryFolder();
  store = openStore();
});

/** A store as after a start of the app: it knows what is on disk and nothing else. */
function openStore(): RunStore {
  return new RunStore({
    runs: join(root, 'runs'),
    trash: join(root, 'trash'),
    log: recordingLog().log,
    interruption: () => 'Switched off.',
  });
}

const idOf = (second: number) => `20260304T0506${String(second).padStart(2, '0')}-abcdef`;

async function put(id: string, files: Record<string, string | Uint8Array>): Promise<void> {
  await mkdir(join(root, 'runs', id), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(root, 'runs', id, name), content);
  }
}

async function putRun(change: Partial<RunRecord & { lab: 'softmax' }>): Promise<RunRecord> {
  const record = softmaxRecord({ state: 'done', epochs: [epochOf(1)], ...change });
  const snapshots = [0, 1].map((epoch) => ({ epoch, weights: weightsOf(epoch) }));
  await put(record.id, {
    'run.json': writeRecord(record),
    'weights.bin': encodeFile(3, snapshots),
  });
  return record;
}

describe('list()', () => {
  test('is empty where nothing was ever run', async () => {
    expect(await store.list()).toEqual({ runs: [], unreadable: [], bytes: 0 });
  });

  test('gives the newest first, and their bytes', async () => {
    for (const second of [2, 9, 5]) await putRun({ id: idOf(second), number: second });
    const { runs, bytes } = await store.list();
    expect(runs.map(({ number }) => number)).toEqual([9, 5, 2]);
    const sizes = await Promise.all(
      [2, 9, 5].flatMap((second) =>
        ['run.json', 'weights.bin'].map((name) => stat(join(root, 'runs', idOf(second), name))),
      ),
    );
    expect(bytes).toBe(sizes.reduce((sum, { size }) => sum + size, 0));
  });

  test('of runs that started within one second, the one with the higher number comes first', async () => {
    await putRun({ id: '20260304T050607-zzzzzz', number: 1 });
    await putRun({ id: '20260304T050607-aaaaaa', number: 2 });
    await putRun({ id: '20260304T050606-kkkkkk', number: 3 });
    expect((await store.list()).runs.map(({ number }) => number)).toEqual([2, 1, 3]);
  });

  test('names what it cannot read, with the reason, and leaves it as it is', async () => {
    await putRun({ id: idOf(1) });
    await put(idOf(2), { 'run.json': '' });
    await put(idOf(3), { 'run.json': '{"schema": 99}' });
    await put(idOf(4), { 'weights.bin': 'LLWT' });
    const { runs, unreadable } = await store.list();
    expect(runs).toHaveLength(1);
    expect(unreadable).toEqual([
      { id: idOf(4), reason: 'damaged' },
      { id: idOf(3), reason: 'newer' },
      { id: idOf(2), reason: 'damaged' },
    ]);
    expect(await readFile(join(root, 'runs', idOf(3), 'run.json'), 'utf8')).toBe('{"schema": 99}');
  });

  test('passes over what is no run: other names, and folders in which none began', async () => {
    await mkdir(join(root, 'runs', 'my notes'), { recursive: true });
    await writeFile(join(root, 'runs', '.DS_Store'), '');
    await put(idOf(1), { 'run.json.1234': 'half a' });
    expect(await store.list()).toMatchObject({ runs: [], unreadable: [] });
  });

  test('a run that was under way when the app went down has failed, its epochs stand', async () => {
    const { id } = await putRun({ state: 'running' });
    expect((await store.list()).runs).toMatchObject([{ id, state: 'failed', epochsDone: 1 }]);
    expect(await store.read(id)).toMatchObject({ state: 'failed', failure: 'Switched off.' });
  });

  test('a run of this session is as it is in memory', async () => {
    const recorder = store.create(softmaxRecord());
    recorder.add({ change: (record) => ({ ...record, epochs: [epochOf(1)] }) });
    expect((await store.list()).runs).toMatchObject([{ state: 'running', epochsDone: 1 }]);
    await recorder.settled();
  });

  test('a record that has changed on disk since is read again', async () => {
    const { id } = await putRun({ number: 1 });
    await store.list();
    await put(id, { 'run.json': writeRecord(softmaxRecord({ id, state: 'done', number: 1234 })) });
    expect((await store.list()).runs).toMatchObject([{ number: 1234, epochsDone: 0 }]);
    await put(id, { 'run.json': '' });
    expect((await store.list()).unreadable).toEqual([{ id, reason: 'damaged' }]);
  });

  test('lists 200 runs', async () => {
    const ids = Array.from(
      { length: 200 },
      (_, i) => `20260304T0506${String(10 + (i % 50))}-a${String(i).padStart(5, '0')}`,
    );
    for (const [i, id] of ids.entries()) {
      await putRun({
        id,
        number: i + 1,
        epochs: Array.from({ length: 10 }, (_, e) => epochOf(e + 1)),
      });
    }
    const { runs } = await store.list();
    expect(runs.map(({ id }) => id)).toEqual(ids.toSorted().toReversed());
  });
});

describe('read(id)', () => {
  test('gives the whole record', async () => {
    const record = await putRun({});
    expect(await store.read(record.id)).toEqual(record);
  });

  test('a run that is not there is named', async () => {
    await expect(store.read(idOf(1))).rejects.toMatchObject({
      code: 'noSuchRun',
      params: { id: idOf(1) },
    });
  });

  test('a damaged one is named by its file, without the path', async () => {
    await put(idOf(1), { 'run.json': '{' });
    await expect(store.read(idOf(1))).rejects.toMatchObject({
      code: 'unreadableFile',
      params: { file: 'run.json' },
    });
  });

  test.each(['..', '../runs', 'a/b', ''])('%j is no run', async (id) => {
    await expect(store.read(id)).rejects.toMatchObject({ code: 'noSuchRun' });
  });
});

describe('readIfThere(id)', () => {
  test('has no record of a run that is not there, and does not hide one that cannot be read', async () => {
    const { id } = await putRun({});
    expect(await store.readIfThere(id)).toMatchObject({ id });
    expect(await store.readIfThere(idOf(1))).toBeUndefined();
    await mkdir(join(root, 'runs', idOf(2), 'run.json'), { recursive: true });
    await expect(store.readIfThere(idOf(2))).rejects.toMatchObject({ code: 'unreadableFile' });
  });
});

describe('adopt(record, snapshots)', () => {
  const record = softmaxRecord({ state: 'done', epochs: [epochOf(1)] });

  test('keeps a run that was trained elsewhere, with its weights or without any', async () => {
    await store.adopt(record, [{ epoch: 1, weights: weightsOf(1) }]);
    const bare = { ...record, id: idOf(9) };
    await store.adopt(bare, []);
    const later = openStore();
    expect(await later.weights(record.id)).toEqual({ epoch: 1, weights: weightsOf(1) });
    expect(await later.read(bare.id)).toEqual(bare);
  });

  test('leaves nothing behind where it cannot be kept', async () => {
    await writeFile(join(root, 'runs'), 'a file where a folder should be');
    await expect(store.adopt(record, [])).rejects.toMatchObject({
      code: 'notSaved',
      params: { file: 'run.json', reason: 'refused' },
    });
    expect(await store.list()).toMatchObject({ runs: [] });
  });
});

describe('weights(id, epoch)', () => {
  test('gives those after an epoch, or the last', async () => {
    const { id } = await putRun({});
    expect(await store.weights(id, 0)).toEqual({ epoch: 0, weights: weightsOf(0) });
    expect(await store.weights(id)).toEqual({ epoch: 1, weights: weightsOf(1) });
  });

  test('says which epoch it has none of', async () => {
    const { id } = await putRun({});
    await expect(store.weights(id, 7)).rejects.toMatchObject({
      code: 'noSuchEpoch',
      params: { epoch: '7' },
    });
    await put(id, { 'weights.bin': encodeFile(3, []) });
    await expect(store.weights(id)).rejects.toMatchObject({ code: 'noSuchEpoch' });
  });

  test('of a run that is not there, of one whose file is none', async () => {
    await expect(store.weights(idOf(1))).rejects.toMatchObject({ code: 'noSuchRun' });
    const { id } = await putRun({});
    await put(id, { 'weights.bin': 'not weights at all' });
    await expect(store.weights(id)).rejects.toMatchObject({
      code: 'unreadableFile',
      params: { file: 'weights.bin' },
    });
  });
});

describe('remove(id) and restore(id)', () => {
  test('a removed run is gone from the list and comes back whole', async () => {
    const record = await putRun({});
    await store.remove(record.id);
    expect((await store.list()).runs).toEqual([]);
    await store.restore(record.id);
    expect(await store.read(record.id)).toEqual(record);
    expect(await store.weights(record.id, 1)).toEqual({ epoch: 1, weights: weightsOf(1) });
  });

  test('a run under way cannot be removed', async () => {
    const recorder = store.create(softmaxRecord());
    recorder.add({});
    await recorder.settled();
    await expect(store.remove(softmaxRecord().id)).rejects.toMatchObject({ code: 'runUnderWay' });
    expect((await store.list()).runs).toHaveLength(1);
  });

  test('a run that could never be saved is removed from memory', async () => {
    await writeFile(join(root, 'runs'), '');
    const recorder = store.create(softmaxRecord());
    recorder.add({ change: (record) => ({ ...record, state: 'done' }) });
    await store.close(recorder.record.id);
    expect((await store.list()).runs).toHaveLength(1);
    await store.remove(recorder.record.id);
    expect((await store.list()).runs).toEqual([]);
  });

  test('what is not there can be neither removed nor restored', async () => {
    await expect(store.remove(idOf(1))).rejects.toMatchObject({ code: 'noSuchRun' });
    await expect(store.restore(idOf(1))).rejects.toMatchObject({ code: 'noSuchRun' });
    await expect(store.restore('..')).rejects.toMatchObject({ code: 'noSuchRun' });
  });

  test('a damaged run can be removed too', async () => {
    await put(idOf(1), { 'run.json': '{' });
    await store.remove(idOf(1));
    expect((await store.list()).unreadable).toEqual([]);
  });

  test('an emptied trash has nothing to restore', async () => {
    const { id } = await putRun({});
    await store.remove(id);
    await store.emptyTrash();
    await store.emptyTrash();
    await expect(store.restore(id)).rejects.toMatchObject({ code: 'noSuchRun' });
    expect(await readdir(root)).toEqual(['runs']);
  });
});

describe('nextNumber()', () => {
  test('counts on from the highest, removed ones included', async () => {
    await putRun({ id: idOf(1), number: 7 });
    await putRun({ id: idOf(2), number: 12 });
    await store.remove(idOf(2));
    const later = openStore();
    expect(await later.nextNumber()).toBe(13);
    expect(await later.nextNumber()).toBe(14);
  });

  test('passes over a removed run that cannot be read', async () => {
    await putRun({ id: idOf(1), number: 7 });
    await put(idOf(2), { 'run.json': '{' });
    await store.remove(idOf(2));
    expect(await openStore().nextNumber()).toBe(8);
  });

  test('never gives one number twice, asked at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 10 }, () => store.nextNumber()));
    expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });
});
