import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { runLabelsSchema } from '#contract/run-labels';
import { writeRecord } from '../../../../main/runs/record';
import { RunStore } from '../../../../main/runs/store';
import { temporaryFolder } from '../dataset/support/temporary';
import { epochOf, softmaxRecord } from '../support/records';
import { recordingLog } from '../support/recording-log';

const record = softmaxRecord({ state: 'done', epochs: [epochOf(1)] });
const { id } = record;

let file: string;
let store: RunStore;

beforeEach(async () => {
  const root = await temporaryFolder();
  file = join(root, 'runs', id, 'run.json');
  store = new RunStore({
    runs: join(root, 'runs'),
    trash: join(root, 'trash'),
    log: recordingLog().log,
    interruption: () => 'Switched off.',
  });
  await mkdir(join(root, 'runs', id), { recursive: true });
});

describe('label(id, labels)', () => {
  test('name, note and tags are in the record from then on, and in the list', async () => {
    await writeFile(file, writeRecord(record));
    const labels = { name: 'Mein bester 最好的', note: '<b>loss</b>\n0.44', tags: ['class 3'] };
    await store.label(id, labels);
    expect(await store.read(id)).toEqual({ ...record, ...labels });
    expect((await store.list()).runs).toMatchObject([labels]);
  });

  test('what is not named stays, what is empty comes off', async () => {
    await writeFile(file, writeRecord({ ...record, name: 'old', note: 'kept', tags: ['a'] }));
    await store.label(id, { name: '', tags: [], hidden: true });
    expect(await store.read(id)).toEqual({ ...record, note: 'kept', hidden: true });
    await store.label(id, { hidden: false });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...record, note: 'kept' });
  });

  test('an emptied note comes off', async () => {
    await writeFile(file, writeRecord({ ...record, note: 'old' }));
    await store.label(id, { note: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(record);
  });

  test('of a run of this session that cannot be saved, says so', async () => {
    await rm(join(file, '..', '..'), { recursive: true });
    await writeFile(join(file, '..', '..'), 'a file where a folder should be');
    store.create(record);
    await expect(store.label(id, { name: 'new' })).rejects.toMatchObject({ code: 'notWritable' });
  });

  test('of a record that cannot be read, names the file', async () => {
    await mkdir(file);
    await expect(store.label(id, { name: 'new' })).rejects.toMatchObject({
      code: 'unreadableFile',
      params: { file: 'run.json' },
    });
  });

  test('what this version does not know stays in the file', async () => {
    await writeFile(file, JSON.stringify({ ...record, mood: { of: 'a plug-in' } }));
    await store.label(id, { name: 'new' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      ...record,
      mood: { of: 'a plug-in' },
      name: 'new',
    });
  });

  test('a run that was cut off is not written as if it had ended', async () => {
    await writeFile(file, writeRecord({ ...record, state: 'running' }));
    await store.label(id, { name: 'new' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ state: 'running' });
    expect(await store.read(id)).toMatchObject({ state: 'failed', name: 'new' });
  });

  test.each([
    ['newer', '{"schema": 99}'],
    ['damaged', '{"schema": 1'],
  ])('a %s record is refused and left as it is', async (_, text) => {
    await writeFile(file, text);
    await expect(store.label(id, { name: 'new' })).rejects.toMatchObject({
      code: 'unreadableFile',
      params: { file: 'run.json' },
    });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('of a run that is not there is refused, and makes none', async () => {
    await expect(store.label(id, { name: 'new' })).rejects.toMatchObject({ code: 'noSuchRun' });
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test('many at once are all kept', async () => {
    await writeFile(file, writeRecord(record));
    await Promise.all([
      store.label(id, { name: 'new' }),
      store.label(id, { note: 'a note' }),
      store.label(id, { tags: ['x'] }),
      store.label(id, { hidden: true }),
    ]);
    expect(await store.read(id)).toMatchObject({
      name: 'new',
      note: 'a note',
      tags: ['x'],
      hidden: true,
    });
  });

  test('of the run under way goes the way of its epochs', async () => {
    const recorder = store.create({ ...record, state: 'running', epochs: [] });
    recorder.add({ change: (one) => ({ ...one, epochs: [epochOf(1)] }) });
    await store.label(id, { name: 'live' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      name: 'live',
      epochs: [epochOf(1)],
    });
  });
});

describe('runLabelsSchema', () => {
  test('trims, and takes a tag once', () => {
    expect(v.parse(runLabelsSchema, { name: '  a ', tags: [' x', 'x '] })).toEqual({
      name: 'a',
      tags: ['x'],
    });
  });

  test.each([
    [{ name: 'n'.repeat(81) }],
    [{ note: 'n'.repeat(2001) }],
    [{ tags: [''] }],
    [{ tags: ['t'.repeat(31)] }],
    [{ tags: Array.from({ length: 11 }, (_, i) => String(i)) }],
    [{ colour: 'red' }],
    [{ hidden: 'yes' }],
  ])('refuses %j', (labels) => {
    expect(v.safeParse(runLabelsSchema, labels).success).toBe(false);
  });
});
