import type { Locator } from '@playwright/test';
import { deflateSync, crc32 } from 'node:zlib';
import { expect, test } from './support/app';
import { violations } from './support/axe';
import { SoftmaxLab } from './support/softmax-lab';

/** The figures of a matrix's cells, row by row, as they are read out: "…: 808, 80.8%". */
async function cellsOf(matrix: Locator): Promise<number[]> {
  const names = await matrix
    .getByRole('gridcell')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? ''));
  return names.map((name) => Number(/: ([\d,]+), [\d.]+%$/.exec(name)?.[1]?.replaceAll(',', '')));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const diagonal = (cells: readonly number[]) => cells.filter((_, cell) => cell % 11 === 0);

/** Numbers as the page writes them: "+1.346", "−0.031". */
async function numbersOf(cells: Locator): Promise<number[]> {
  return (await cells.allTextContents()).map((text) => Number(text.replace('−', '-')));
}

/** A grey PNG of 40 x 60 pixels: a dark bar of 10 x 40 on white (PNG specification, sections 5 and 11). */
function darkBarPng(): Buffer {
  const rows = Array.from({ length: 60 }, (_, y) =>
    Uint8Array.from({ length: 41 }, (__, x) =>
      x === 0 ? 0 : x > 15 && x <= 25 && y >= 10 && y < 50 ? 30 : 255,
    ),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(40, 0);
  header.writeUInt32BE(60, 4);
  header[8] = 8;
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a trained model is understood: matrix, pictures, why a label, a drawing, a file, and its epochs', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.set({ Epochs: 2 });
  await lab.button('Train').click();
  await lab.over(2);
  const testAcc = (await lab.curveTable()).map((row) => row[3] ?? NaN);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const matrix = page.getByRole('grid', { name: 'Confusion matrix' });
  const rightOf = async () => sum(diagonal(await cellsOf(matrix))) / 10_000;

  await test.step('the matrix counts the test set, and its diagonal is the test accuracy', async () => {
    await tab('Confusion matrix');
    await expect(matrix.getByRole('gridcell')).toHaveCount(100);
    expect(sum(await cellsOf(matrix))).toBe(10_000);
    expect(await rightOf()).toBeCloseTo(testAcc[1] ?? NaN, 3);
    await expect(page.getByText(/Most confused: .+ taken for .+/).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('a cell opens its pictures, by the keyboard alone', async () => {
    const cells = await cellsOf(matrix);
    await matrix.getByRole('gridcell').nth(0).getByRole('button').focus();
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const list = page.getByRole('list', { name: 't-shirt taken for shirt' });
    await expect(list.getByRole('listitem').first()).toHaveAccessibleName(
      'true: t-shirt, predicted: shirt',
    );
    await expect(page.getByText(new RegExp(`/ ${cells[6]}$`))).toBeVisible();
  });

  await test.step('the two maps of a picture add up to the gap of its logits', async () => {
    await page
      .getByRole('button', { name: /^Why this label\? true: t-shirt, predicted: shirt/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Why this label?' });
    const maps = dialog.getByRole('figure', { name: /pixel × weight|the difference/ });
    await expect(maps).toHaveCount(3);
    const sums: number[][] = [];
    for (const map of await maps.all()) sums.push(await numbersOf(map.getByRole('definition')));
    for (const [pixels = NaN, bias = NaN, logit] of sums) {
      expect((pixels + bias).toFixed(3)).toBe(logit?.toFixed(3));
    }
    const [first = [], second = [], gap = []] = sums;
    gap.forEach((part, i) => {
      expect(((first[i] ?? NaN) - (second[i] ?? NaN)).toFixed(3)).toBe(part.toFixed(3));
    });
    expect(gap[2]).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the training set is counted too', async () => {
    await page.getByRole('radio', { name: 'Training set' }).click();
    await expect.poll(async () => sum(await cellsOf(matrix))).toBe(60_000);
    await page.getByRole('radio', { name: 'Test set' }).click();
    await expect.poll(async () => sum(await cellsOf(matrix))).toBe(10_000);
  });

  await test.step('the time machine moves matrix and curves to the first epoch', async () => {
    const time = page.getByRole('slider', { name: 'Time machine', exact: true });
    await time.focus();
    await page.keyboard.press('Home');
    await expect(time).toHaveAttribute('aria-valuetext', 'Before the first epoch');
    await page.keyboard.press('ArrowRight');
    await expect(time).toHaveAttribute('aria-valuetext', 'Epoch 1');
    await expect.poll(rightOf).toBeCloseTo(testAcc[0] ?? NaN, 3);
    await page.keyboard.press('End');
    await expect.poll(rightOf).toBeCloseTo(testAcc[1] ?? NaN, 3);
  });

  await test.step('the worst wrong pictures are wrong, and the reliability diagram counts all', async () => {
    await tab('How sure');
    const list = page.getByRole('list', { name: 'Sure, unsure and wrong' });
    await expect(list.getByRole('listitem').first()).toBeVisible();
    for (const item of await list.getByRole('listitem').all()) {
      const [, truth, predicted] =
        /^true: (.+), predicted: (.+)$/.exec((await item.getAttribute('aria-label')) ?? '') ?? [];
      expect(predicted).not.toBe(truth);
    }
    const figure = page.getByRole('figure', { name: 'Can its probabilities be believed?' });
    await figure.getByRole('button', { name: 'Show as table' }).click();
    const counts = await figure.locator('tbody tr td:nth-child(2)').allTextContents();
    expect(sum(counts.map((count) => Number(count.replaceAll(',', ''))))).toBe(10_000);
  });

  const top = page.getByRole('list', { name: 'It says' });
  await test.step('a drawing is judged as it is made, and undone stroke by stroke', async () => {
    await tab('Draw your own');
    const pad = page.getByRole('application', { name: /Drawing/ });
    await pad.focus();
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect(top.getByRole('listitem')).toHaveCount(3);
    expect(await violations(page)).toEqual([]);
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('Control+z');
    await expect(top).toBeHidden();
    const box = await pad.boundingBox();
    if (!box) throw new Error('the drawing is not on the screen');
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 200, { steps: 5 });
    await page.mouse.up();
    await expect(top.getByRole('listitem')).toHaveCount(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(top).toBeHidden();
  });

  await test.step('a picture file is read and inverted; what is none is refused by name', async () => {
    const input = page.locator('input[type="file"]');
    await input.setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('not a picture'),
    });
    await expect(page.getByRole('alert')).toContainText('notes.png is neither PNG nor JPEG');
    await input.setInputFiles({
      name: 'cut.png',
      mimeType: 'image/png',
      buffer: darkBarPng().subarray(0, 60),
    });
    await expect(page.getByRole('alert')).toContainText('cut.png is damaged');
    await expect(top).toBeHidden();
    await input.setInputFiles({
      name: '裤子.png',
      mimeType: 'image/png',
      buffer: darkBarPng(),
    });
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(page.getByRole('switch', { name: /^Invert/ })).toBeChecked();
    // A long narrow thing in the middle of black: nothing else is like it.
    await expect(top.getByRole('listitem').first()).toContainText(/trouser|dress/);
  });
});
