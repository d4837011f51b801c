import { MAX_CLASS_FILES, MAX_CLASS_FOREIGN } from '#contract/class';
import { MAX_RUN_FILE_BYTES } from '#contract/exports';
import type { RunRecord } from '#contract/run';
import { strToU8, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readClassFolder } from '../../../../main/class/folder';
import { labReport } from '../../../../main/exports/report/report';
import { encodeRunFile } from '../../../../main/exports/run-file';
import { epochOf, linearRecord, softmaxRecord } from '../support/records';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), '班级 class-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const record = softmaxRecord({
  ...{ state: 'done', name: 'Ada <b>', epochs: [epochOf(1), epochOf(2)] },
  final: { trainLoss: 0.5, trainAcc: 0.8, testAcc: 0.79 },
});
const reportOf = (of: RunRecord) =>
  labReport({ record: of, snapshots: [], predictions: null, answers: [] });
/** A report whose record was changed and whose hash holds. */
function forged(change: object): string {
  const json = JSON.stringify({ ...record, ...change }).replaceAll('<', '\\u003c');
  const sha256 = createHash('sha256').update(json).digest('hex');
  return `<script type="application/json" id="linearlab-run" data-sha256="${sha256}">${json}</script>`;
}

const put = (name: string, data: string | Uint8Array) => writeFile(join(folder, name), data);
const runFile = encodeRunFile({ record, snapshots: [] }, '0.1.0');

describe('a folder of a class', () => {
  test('gives a row for each report and run file, by name, with numbers in their order', async () => {
    await put('10 Ada.HTML', reportOf(record));
    await put(
      '2 Ben.linearlab',
      encodeRunFile({ record: linearRecord({ state: 'done' }), snapshots: [] }, '0'),
    );
    const told: number[][] = [];
    const read = await readClassFolder(folder, {
      progress: (done, total) => told.push([done, total]),
    });
    expect(read).toMatchObject({ skipped: [], beyond: 0 });
    expect(read.rows.map(({ file }) => file)).toEqual(['2 Ben.linearlab', '10 Ada.HTML']);
    expect(read.rows[1]?.run).toMatchObject({
      ...{ name: 'Ada <b>', config: record.config, final: record.final },
      ...{ engine: record.engine, dataset: record.dataset, epochsDone: 2 },
    });
    expect(read.rows[1]?.run).not.toHaveProperty('epochs');
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test('names damaged, foreign, newer and huge files with the reason, and takes the others', async () => {
    await put('a.html', reportOf(record));
    await put('b changed.html', reportOf(record).replace('"seed":0', '"seed":1'));
    await put('c foreign.html', '<h1>Homework</h1>');
    await put('d newer.html', forged({ schema: 2 }));
    await put('e huge.html', '');
    await truncate(join(folder, 'e huge.html'), MAX_RUN_FILE_BYTES + 1);
    await put('f cut.linearlab', runFile.slice(0, 300));
    await put('g zip.linearlab', zipSync({ 'a.txt': strToU8('a') }));
    await put('h field.html', forged({ config: { ...record.config, epochs: 0 } }));
    await put('i empty.linearlab', '');
    await put('photo.jpg', 'x');
    await put('z.linearlab', runFile);
    const { rows, skipped } = await readClassFolder(folder);
    expect(rows.map(({ file }) => file)).toEqual(['a.html', 'z.linearlab']);
    expect(skipped.map(({ code, params: { file, reason } }) => [code, file, reason])).toEqual([
      ['refusedFile', 'b changed.html', 'damaged'],
      ['refusedFile', 'c foreign.html', 'foreign'],
      ['refusedFile', 'd newer.html', 'newer'],
      ['refusedFile', 'e huge.html', 'tooLarge'],
      ['refusedFile', 'f cut.linearlab', 'damaged'],
      ['refusedFile', 'g zip.linearlab', 'foreign'],
      ['refusedFile', 'h field.html', 'field'],
      ['refusedFile', 'i empty.linearlab', 'foreign'],
      ['refusedFile', 'photo.jpg', 'foreign'],
    ]);
  });

  test('leaves folders and what systems put there out, and follows no links', async () => {
    await mkdir(join(folder, 'more.html'));
    await put('.DS_Store', 'x');
    await put('Thumbs.db', 'x');
    await symlink('/etc/passwd', join(folder, 'link.html'));
    const { rows, skipped } = await readClassFolder(folder);
    expect(rows).toEqual([]);
    expect(skipped.map(({ params: { file } }) => file)).toEqual(['link.html']);
  });

  test('is read up to the limits; the files beyond are counted', async () => {
    for (let i = 0; i < MAX_CLASS_FILES + 3; i++) await put(`${i}.html`, '');
    for (let i = 0; i < MAX_CLASS_FOREIGN + 4; i++) await put(`${i}.txt`, '');
    const { skipped, beyond } = await readClassFolder(folder);
    expect(skipped).toHaveLength(MAX_CLASS_FILES + MAX_CLASS_FOREIGN);
    expect(beyond).toBe(7);
  });

  test('is no longer read once that is called off', async () => {
    await put('a.html', '');
    await put('b.html', '');
    const calling = new AbortController();
    const read = readClassFolder(folder, {
      signal: calling.signal,
      progress: () => calling.abort(),
    });
    await expect(read).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('that is gone is refused by its name', async () => {
    await expect(readClassFolder(join(folder, 'gone'))).rejects.toMatchObject({
      code: 'unreadableFile',
      params: { file: 'gone' },
    });
  });
});
