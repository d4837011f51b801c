import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { logTail } from '../../../../main/diagnostics/log-tail';
import { dataPaths } from '../../../../main/paths';
import { temporaryFolder } from '../dataset/support/temporary';
import { createCore } from '../support/core';
import { softmaxRecord } from '../support/records';
import { ScriptedHost } from '../support/scripted-host';

/** A core that has logged, crashed and trained before. */
async function scene(target?: string) {
  const root = await temporaryFolder();
  const paths = dataPaths(root);
  const dumps = join(paths.window, 'Crashpad', 'pending');
  await mkdir(dumps, { recursive: true });
  await mkdir(paths.logs);
  await writeFile(join(dumps, '1234.dmp'), 'memory of 张三');
  await writeFile(join(paths.logs, 'main.old.log'), 'started yesterday\n');
  await writeFile(join(paths.logs, 'main.log'), `trainer: crash\nEIO ${root}/x, ${homedir()}/y\n`);
  const host = new ScriptedHost();
  const { core } = await createCore({ root, host, ...(target !== undefined && { target }) });
  onTestFinished(() => core.shutdown());
  const record = softmaxRecord({ state: 'failed', failure: 'it crashed' });
  core.store.create(record).add({});
  await core.store.close(record.id);
  return { root, core, record };
}

test('getDiagnostics tells versions, runs, dump names and the log, and names nobody', async () => {
  const { root, core, record } = await scene();
  const { text } = await core.handlers.getDiagnostics(undefined);
  expect(text).toContain('version 0.1.0');
  expect(text).toContain(process.version.slice(1));
  expect(text).toMatch(new RegExp(`${record.id}: softmax .*it crashed`));
  expect(text).toContain('1234.dmp');
  expect(text).toContain('started yesterday');
  expect(text).toContain('EIO <data>/x, ~/y');
  expect(text).not.toContain(root);
  expect(text).not.toContain(homedir());
  expect(text).not.toContain('memory of');
});

test('saveDiagnostics writes the very text that was shown, there and nowhere else', async () => {
  const folder = await temporaryFolder();
  const { root, core } = await scene(join(folder, 'mine.txt'));
  const { text } = await core.handlers.getDiagnostics(undefined);
  await writeFile(join(root, 'logs', 'main.log'), 'what came later\n');
  const before = (await readdir(root, { recursive: true })).toSorted();
  expect(await core.handlers.saveDiagnostics(undefined)).toEqual({ file: 'mine.txt' });
  expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe(text);
  expect(await readdir(folder)).toEqual(['mine.txt']);
  expect((await readdir(root, { recursive: true })).toSorted()).toEqual(before);
});

test('a dialog that was closed saves nothing', async () => {
  const { core } = await scene();
  expect(await core.handlers.saveDiagnostics(undefined)).toBeNull();
});

test('a folder that cannot be written to is told', async () => {
  const { core } = await scene('/proc/version/mine.txt');
  await expect(Promise.resolve(core.handlers.saveDiagnostics(undefined))).rejects.toMatchObject({
    code: 'notWritable',
  });
});

test('logTail(file, bytes) begins with a line, and is empty where there is no log', async () => {
  const file = join(await temporaryFolder(), 'log');
  await writeFile(file, '一二三\nfour\nfive\n');
  expect(await logTail(file, 1000)).toBe('一二三\nfour\nfive\n');
  expect(await logTail(file, 12)).toBe('four\nfive\n');
  expect(await logTail(`${file}.absent`, 12)).toBe('');
});
