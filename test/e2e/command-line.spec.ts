import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/app';
import { runApp } from './support/command';

test('--train prints each epoch, writes the record and a picture of the window, and keeps the run', async ({
  dataDir,
  start,
}) => {
  const json = join(dataDir, 'out', 'run 1.json');
  const screenshot = join(dataDir, 'out', 'window.png');
  const { code, stdout } = await runApp([
    ...['--data-dir', dataDir, '--lang', 'en', '--train', 'softmax', '--epochs', '2'],
    ...['--implementation', 'scratch', '--json', json, '--screenshot', screenshot],
  ]);
  expect(code).toBe(0);
  const lines = stdout.trim().split('\n');
  const figures = String.raw`train loss 0\.\d{3}, train acc 0\.\d{3}, test acc 0\.\d{3}`;
  expect(lines[0]).toMatch(/^softmax regression, scratch, learning rate 0\.1, batch size 256, /);
  expect(lines[1]).toMatch(new RegExp(`^epoch 1, ${figures}, [0-9.]+ s$`));
  expect(lines[2]).toMatch(new RegExp(`^epoch 2, ${figures}, [0-9.]+ s$`));
  expect(lines[3]).toMatch(new RegExp(`^done: ${figures}, [0-9.]+ s of training$`));

  const record: unknown = JSON.parse(await readFile(json, 'utf8'));
  expect(record).toMatchObject({ state: 'done', epochs: [{ epoch: 1 }, { epoch: 2 }] });
  const picture = await readFile(screenshot);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  // Width and height of the PNG's header: the window's, but for the pixel by which it shrinks to fit a screen of its size.
  expect(picture.readUInt32BE(16)).toBeGreaterThanOrEqual(1279);
  expect(picture.readUInt32BE(20)).toBeGreaterThanOrEqual(719);

  const { page } = await start();
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [{ state: 'done', epochsDone: 2 }] } });
});

test('--self-check prints one document, keeps no run, and is 0 where all is well', async ({
  dataDir,
  start,
}) => {
  const { code, stdout } = await runApp(['--data-dir', dataDir, '--self-check']);
  const document: unknown = JSON.parse(stdout);
  expect(document).toMatchObject({
    ok: true,
    engine: { kind: 'tensorflow', graph: { available: true } },
    dataset: { ok: true, train: 60_000, test: 10_000 },
    dataDir: { writable: true },
    train: { epochs: 10 },
  });
  expect(code).toBe(0);
  const { page } = await start();
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [] } });
});

test('a bad value names the option, the value and what is allowed, and exits 2', async ({
  dataDir,
}) => {
  const bad = await runApp([
    '--data-dir',
    dataDir,
    '--lang',
    'en',
    '--train',
    'softmax',
    '--lr',
    '11',
  ]);
  expect(bad).toMatchObject({ code: 2, stdout: '' });
  expect(bad.stderr).toContain('--lr: 11 is not possible. Allowed: a number in (0, 10].');
  const unknown = await runApp(['--lang', 'zh-CN', '--fast']);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('--fast：没有这个选项。');
});

test('--help and --version answer and end', async () => {
  const help = await runApp(['--lang', 'en', '--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('--train softmax|linear');
  const { version }: { version: string } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  expect(await runApp(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});
