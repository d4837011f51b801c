import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { runApp } from './support/command';
import { SoftmaxLab } from './support/softmax-lab';

/** What main says of the run that was trained first. */
async function firstRun(page: Page) {
  const reply = await page.evaluate(async () => {
    const list = await window.linearLab.call('listRuns', undefined);
    const id = list.ok ? list.value.runs[0]?.id : undefined;
    return id === undefined ? null : window.linearLab.call('openRun', { id });
  });
  if (!reply?.ok) throw new Error('no run');
  return reply.value;
}

/** Has the save dialogs from now on answer with this file, and note the name that they propose. */
async function saveTo(electron: ElectronApplication, filePath: string): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (...args: unknown[]) => {
      Object.assign(globalThis, { proposal: args.at(-1) });
      return Promise.resolve({ canceled: false, filePath: path });
    };
  }, filePath);
}

async function proposedName(electron: ElectronApplication): Promise<string> {
  const proposal = await electron.evaluate((): unknown => Reflect.get(globalThis, 'proposal'));
  return proposal instanceof Object && 'defaultPath' in proposal
    ? basename(String(proposal.defaultPath))
    : '';
}

/** Opens a run file by the entry of the menu, with the open dialog answering with it. */
async function openByMenu(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog, Menu }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    const items = Menu.getApplicationMenu()?.items ?? [];
    const entry = items
      .flatMap(({ submenu }) => submenu?.items ?? [])
      .find(({ accelerator }) => accelerator === 'CmdOrCtrl+Shift+O');
    entry?.click();
  }, path);
}

/** Drops a file on the window. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([called, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], called));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    },
    [name, [...bytes]] as const,
  );
}

async function choose(page: Page, entry: RegExp): Promise<void> {
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a run is taken away as a report, a run file and pictures, and another computer takes it in', async ({
  start,
  dataDir,
}) => {
  const file = (name: string) => join(dataDir, name);
  const runFile = file('第一次 run.linearlab');
  let curves: number[][] = [];

  await test.step('it is saved where the dialog says, and nowhere else', async () => {
    const { electron, page } = await start();
    const lab = await new SoftmaxLab(page).open();
    await lab.set({ Epochs: 1 });
    await lab.button('Train').click();
    await lab.over(1, { timeout: 60_000 });
    curves = await lab.curveTable();
    const save = async (entry: RegExp) => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await choose(page, entry);
    };

    // A place that cannot be: nothing is lost, and another can be chosen.
    await writeFile(file('no folder'), 'mine');
    await saveTo(electron, join(file('no folder'), 'report.html'));
    await save(/^Web page/);
    await expect(page.getByRole('alert')).toContainText(
      'report.html could not be saved: the system does not allow writing there. Nothing is lost; choose another place.',
    );
    expect(await readFile(file('no folder'), 'utf8')).toBe('mine');

    await saveTo(electron, file('report.html'));
    await save(/^Web page/);
    await expect(page.getByText('Saved as report.html')).toBeVisible();
    expect(await proposedName(electron)).toBe('LinearLab Softmax regression, run 1.html');

    // The dialog asked about "taken", not about the file that comes of it.
    await writeFile(file('taken.html'), 'mine');
    await saveTo(electron, file('taken'));
    await save(/^Web page/);
    await expect(page.getByRole('alert')).toContainText('taken.html');
    expect(await readFile(file('taken.html'), 'utf8')).toBe('mine');

    await saveTo(electron, runFile);
    await save(/^Run file/);
    await expect(page.getByText('Saved as 第一次 run.linearlab')).toBeVisible();

    for (const format of ['svg', 'png']) {
      await saveTo(electron, file(`curves.${format}`));
      await lab.curves.getByRole('button', { name: 'Save or copy the picture' }).click();
      await choose(page, new RegExp(`^Save as ${format}`, 'i'));
      await expect(page.getByText(`Saved as curves.${format}`)).toBeVisible();
    }
    await electron.evaluate(({ clipboard }) => clipboard.clear());
    await lab.curves.getByRole('button', { name: 'Save or copy the picture' }).click();
    await choose(page, /^Copy picture/);
    // By the name that the development runtime has; newer ones read pictures in another way.
    const copied = () =>
      electron.evaluate(({ clipboard }) => {
        const image: Electron.NativeImage = Reflect.apply(
          Reflect.get(clipboard, 'readImage'),
          clipboard,
          [],
        );
        return image.toPNG().toString('base64');
      });
    await expect.poll(copied).not.toBe('');
    const copy = Buffer.from(await copied(), 'base64');
    const left = (await readdir(dataDir)).filter((name) => /report|taken|curves|run\./.test(name));
    expect(left.toSorted()).toEqual(
      ['report.html', 'taken.html', 'curves.svg', 'curves.png', basename(runFile)].toSorted(),
    );

    // What a browser makes of them.
    const sha256 = (await firstRun(page)).dataset.sha256;
    const report = await page.evaluate(
      (html) => {
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        return {
          settings: Object.fromEntries(
            [...body.querySelectorAll('dl.settings dt')].map((term) => [
              term.textContent,
              term.nextElementSibling?.textContent,
            ]),
          ),
          drawn: body.querySelectorAll('svg polyline, svg path').length,
          pictures: [...body.querySelectorAll('img')].map(({ src }) => src.slice(0, 22)),
          scripts: [...body.ownerDocument.scripts].map(({ type }) => type),
          handlers: [...body.ownerDocument.querySelectorAll('*')].flatMap((element) =>
            element.getAttributeNames().filter((name) => name.startsWith('on')),
          ),
        };
      },
      await readFile(file('report.html'), 'utf8'),
    );
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.settings).toMatchObject({
      Implementation: 'Compiled graph',
      'Learning rate': '0.1',
      'Batch size': '256',
      Epochs: '1 / 1',
      Seed: '0',
      'SHA-256': sha256,
    });
    expect(report.drawn).toBeGreaterThan(0);
    expect(report.pictures).toEqual(Array.from({ length: 40 }, () => 'data:image/png;base64,'));
    // The record, as data; nothing that runs.
    expect(report.scripts).toEqual(['application/json']);
    expect(report.handlers).toEqual([]);

    const svg = await page.evaluate(
      (text) => {
        const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        return { tag: root.tagName, text: root.textContent, width: root.getAttribute('width') };
      },
      await readFile(file('curves.svg'), 'utf8'),
    );
    expect(svg.tag).toBe('svg');
    expect(svg.text).toContain('train loss');
    expect(Number(svg.width)).toBeGreaterThan(300);

    const png = await readFile(file('curves.png'));
    expect(png.subarray(0, 8)).toEqual(
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    );
    expect(png.readUInt32BE(16)).toBeGreaterThan(600);
    // Width and height: the same picture.
    expect(copy.subarray(16, 24)).toEqual(png.subarray(16, 24));
    await electron.close();
  });

  await test.step('on a fresh data folder it is opened, known the second time, and refused where damaged', async () => {
    const { electron, page } = await start({ dataDir: file('另一台 computer') });
    const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody tr');
    const runs = page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: 'Runs' });
    await runs.click();
    const content = await readFile(runFile);

    // A record that was changed by hand, beside checksums that were not.
    const files = unzipSync(content);
    const record = strFromU8(files['run.json'] ?? new Uint8Array());
    const better = record.replace('"learningRate": 0.1', '"learningRate": 0.2');
    expect(better).not.toBe(record);
    const damaged = zipSync({ ...files, 'run.json': strToU8(better) });
    await drop(page, 'better.linearlab', damaged);
    await expect(page.getByRole('alert')).toContainText(
      'better.linearlab is damaged: run.json is not what was saved',
    );
    await writeFile(file('cut.linearlab'), content.subarray(0, content.length / 2));
    await openByMenu(electron, file('cut.linearlab'));
    await expect(page.getByRole('alert')).toContainText('cut.linearlab is damaged: zip');
    await expect(rows).toHaveCount(0);
    expect(await readdir(join(file('另一台 computer'), 'runs')).catch(() => [])).toEqual([]);

    // As a double click does while the app is open.
    const second = await runApp(['--data-dir', file('另一台 computer'), runFile]);
    expect(second.code).toBe(0);
    await expect(page.getByText('The file’s run is now here as run 1')).toBeVisible();
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText('imported');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    expect(await new SoftmaxLab(page).curveTable()).toEqual(curves);

    await drop(page, basename(runFile), content);
    await expect(
      page.getByText('This run is here already, as run 1. Nothing was changed.'),
    ).toBeVisible();
    await runs.click();
    await expect(rows).toHaveCount(1);
  });
});
