import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { contentProblems, filesIn } from '../../tools/dist/content.mjs';
import { openNewestRun } from '../e2e/support/lab-page';
import { SoftmaxLab } from '../e2e/support/softmax-lab';
import { expect, test } from './support/installation';

test.describe.configure({ mode: 'serial' });

test('holds the native library, the binding, the graph, the data and the licences, and nothing of development', async ({
  installation: { folder, resources },
}) => {
  const files = (await filesIn(folder)).map(({ path }) => path);
  const archived = listPackage(join(resources, 'app.asar'), { isPack: false });
  expect(contentProblems([...files, ...archived.map((path) => `app.asar${path}`)])).toEqual([]);
  // One copy: what lies beside the archive is not inside it as well.
  const sizes = new Map<string, number>();
  for (const { path, bytes } of await filesIn(folder)) {
    if (bytes > 1e6) sizes.set(path, bytes);
  }
  expect(new Set(sizes.values()).size).toBe(sizes.size);
  expect([...sizes].find(([path]) => path.endsWith('app.asar'))?.[1]).toBeLessThan(30e6);
});

test('cannot be used as Node, nor be told to load a script', async ({ installation }) => {
  const { version }: { version: string } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const script = join(installation.dataDir, '..', 'injected.cjs');
  await writeFile(script, 'process.stdout.write("injected"); process.exit(3);').catch(
    () => undefined,
  );
  for (const env of [{ ELECTRON_RUN_AS_NODE: '1' }, { NODE_OPTIONS: `--require "${script}"` }]) {
    const { code, stdout } = await installation.run(['--version'], env);
    expect(stdout).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')}(-development)?\n$`));
    expect(code).toBe(0);
  }
});

test('checks itself: engine, graph, data, data folder, sandbox, training', async ({
  installation,
}) => {
  const { code, stdout, stderr } = await installation.run(['--self-check']);
  const document: unknown = JSON.parse(stdout || JSON.stringify(stderr));
  expect(document).toMatchObject({
    ok: true,
    engine: { kind: 'tensorflow', graph: { available: true } },
    dataset: { source: 'packaged', ok: true, train: 60_000, test: 10_000 },
    dataDir: { writable: true },
    sandbox: installation.sandboxed,
  });
  expect(code).toBe(0);
});

test('trains with WebAssembly where there is no native TensorFlow', async ({ installation }) => {
  const { code, stdout } = await installation.run(
    ['--lang', 'en', '--train', 'softmax', '--epochs', '1'],
    { LINEAR_LAB_ENGINE: 'wasm' },
  );
  expect(stdout).toMatch(/wasm [0-9.]+\n(.*\n)*done: train loss/);
  expect(code).toBe(0);
});

test('trains, shows the pictures, and after a restart opens the run again', async ({
  installation,
}) => {
  if (process.env['LINEAR_LAB_NETWORK_CUT'] === 'true') {
    const devices = await readFile('/proc/net/dev', 'utf8');
    expect(devices.match(/^\s*\S+:/gm)?.map((name) => name.trim())).toEqual(['lo:']);
  }
  const first = await installation.open();
  const state = await first.page.evaluate(() => window.linearLab.call('getState', undefined));
  expect(state).toMatchObject({ ok: true, value: { app: { sandbox: installation.sandboxed } } });
  const lab = await new SoftmaxLab(first.page).open();
  await lab.set({ Epochs: 3 });
  await expect(lab.button('Train')).toBeEnabled();
  await lab.button('Train').click();
  await lab.over(3);
  await expect(lab.pictures().first()).toBeVisible();
  const curves = await lab.curveTable();
  expect(curves).toHaveLength(3);
  expect(await first.quit()).toBe(0);

  expect(await readdir(join(installation.dataDir, 'runs'))).toHaveLength(2);
  const second = await installation.open();
  await openNewestRun(second.page);
  const reopened = new SoftmaxLab(second.page);
  expect(await reopened.curveTable()).toEqual(curves);
  await expect(reopened.pictures().first()).toBeVisible();
  expect(await second.quit()).toBe(0);
});
