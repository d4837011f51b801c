import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app';

async function openLab(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Labs' })
    .getByRole('link', { name, exact: false })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

const field = (page: Page, name: string) => page.getByRole('spinbutton', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The cells of a table by row, without its header. */
async function cellsOf(table: Locator): Promise<string[][]> {
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
}

/** A chart's numbers, by its button "Show as table". */
async function tableOf(page: Page, figure: string): Promise<string[][]> {
  const chart = page.getByRole('figure', { name: figure });
  const show = chart.getByRole('button', { name: 'Show as table' });
  if (await show.isVisible()) await show.click();
  return cellsOf(chart.getByRole('table'));
}

test.describe('Vectorization', () => {
  const chart = 'Time of one addition, by number of elements n';
  const status = (page: Page) => page.getByRole('figure', { name: chart }).getByRole('status');

  test('times three ways, finds the crossover, and the slow one stops itself', async ({
    start,
  }) => {
    const first = await start();
    const { page } = first;
    await openLab(page, 'Vectorization');
    await page.getByRole('combobox', { name: 'Largest n' }).selectOption('10,000');
    await field(page, 'Repeats').fill('3');
    await field(page, 'Time budget (ms)').fill('50');
    await expect(button(page, 'Measure')).toBeEnabled();
    await button(page, 'Measure').press('Enter');
    await expect(status(page)).toHaveText('Done');

    const rows = await tableOf(page, chart);
    expect(rows.map(([n]) => Number(n))).toEqual([10, 32, 100, 316, 1000, 3162, 10_000]);
    const medians = rows.map(([n, , , loop, , call]) => [n, loop, call].map(Number));
    for (const [n = NaN, loop = NaN, call = NaN] of medians) {
      expect(loop, `loop at ${n}`).toBeGreaterThan(0);
      expect(call, `call at ${n}`).toBeGreaterThan(0);
    }
    const [, loopAtTen = NaN, callAtTen = NaN] = medians[0] ?? [];
    expect(loopAtTen).toBeLessThan(callAtTen);

    // The crossover on show lies where the table's two columns change sides for the first time.
    const after = medians.findIndex(([, loop = NaN, call = NaN]) => loop > call);
    const card = page.getByRole('region', { name: 'Where one call overtakes the loop' });
    if (after < 0) await expect(card).toContainText('have not crossed');
    else {
      const text = (await card.getByText(/^n ≈/).textContent()) ?? '';
      const crossover = Number(text.replace(/[^\d]/g, ''));
      // Shown to two digits.
      expect(crossover).toBeGreaterThan(0.95 * (medians[after - 1]?.[0] ?? NaN));
      expect(crossover).toBeLessThan(1.05 * (medians[after]?.[0] ?? NaN));
    }
    // 10,000 elements with three calls each take longer than 50 ms on any machine.
    await expect(card).toContainText(/“element by element” stopped itself at n = [\d,]+/);
    expect(rows.at(-1)?.slice(1, 3)).toEqual(['–', '–']);

    const timer = page.getByRole('region', { name: 'Timer', exact: true });
    await expect(timer.getByRole('table').locator('tbody tr')).toHaveCount(3);
    const [last] = (await cellsOf(timer.getByRole('table'))).slice(-1);
    await expect(timer.locator('dl')).toContainText(`sum() ${last?.[2] ?? ''}`);

    await first.electron.close();
    const second = await start();
    await openLab(second.page, 'Vectorization');
    await expect(field(second.page, 'Repeats')).toHaveValue('3');
    await button(second.page, 'Reset').click();
    await expect(field(second.page, 'Repeats')).toHaveValue('7');
  });

  test('a measurement can be cancelled, and keeps what it has', async ({ start }) => {
    const { page } = await start();
    await openLab(page, 'Vectorization');
    await button(page, 'Measure').click();
    // From a thousand elements on; up to ten million there are seconds left.
    await expect(status(page)).toHaveText(/^n = [\d,]{5,}/);
    await button(page, 'Cancel').click();
    await expect(status(page)).toContainText('Cancelled');
    await expect(button(page, 'Measure')).toBeFocused();
    const sizes = (await tableOf(page, chart)).map(([n]) => n);
    expect(sizes.slice(0, 4)).toEqual(['10', '32', '100', '316']);
    expect(sizes.length).toBeLessThan(13);
  });
});

test.describe('Normal distribution', () => {
  test('draws the notes’ densities, and the area under one’s own by slider and by hand', async ({
    start,
  }) => {
    const { page } = await start();
    await openLab(page, 'Normal distribution');
    const area = page.getByRole('status').filter({ hasText: 'P(' });
    await expect(area).toContainText('P(-2.8 < X < -1.2) = 0.6827');
    await button(page, '±2σ').click();
    await expect(area).toContainText('0.9545');
    await button(page, '±3σ').click();
    await expect(area).toContainText('0.9973');

    const own = page.getByRole('region', { name: 'Your own curve' });
    await own.getByRole('slider', { name: 'Standard deviation σ' }).press('End');
    await expect(field(page, 'Standard deviation σ')).toHaveValue('5');
    await field(page, 'Mean μ').fill('9');
    await expect(page.getByText('Out of range. Allowed: [-7, 7]')).toBeVisible();
    await field(page, 'Mean μ').fill('0');
    await field(page, 'From').fill('0');
    await field(page, 'To').fill('5');
    await expect(area).toContainText('0.3413');

    const grip = page
      .getByRole('figure', { name: 'Densities p(x)' })
      .getByRole('slider', { name: 'Mean μ' });
    const box = await grip.boundingBox();
    if (!box) throw new Error('the grip is not on the page');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    expect(Number(await field(page, 'Mean μ').inputValue())).toBeGreaterThan(1);

    const rows = await tableOf(page, 'Densities p(x)');
    expect(rows).toHaveLength(1400);
    const at = (value: string) =>
      rows
        .find(([place]) => place === value)
        ?.slice(1, 4)
        .map(Number);
    // scipy.stats.norm.pdf(0, [0, 0, 3], [1, 2, 1])
    expect(at('0')).toEqual([0.398942, 0.199471, 0.00443185]);
  });

  test('leads from the residuals of a trained line to the squared loss', async ({ start }) => {
    const { page } = await start();
    await openLab(page, 'Linear regression');
    await button(page, 'Train').click();
    await expect(
      page.getByRole('status').filter({ hasText: 'Epoch 3 of 3' }).first(),
    ).toBeVisible();
    await expect(button(page, 'Train')).toBeVisible();

    await openLab(page, 'Normal distribution');
    await expect(page.getByText(/1,000 residuals of run 1: w = \[(1\.99|2\.00)/)).toBeVisible();
    await button(page, 'Fit').click();
    const sigma = Number(await field(page, 'σ of the noise').inputValue());
    // The data's noise of 0.01, estimated from 1000 examples; the line itself is off by 1e-3 at most.
    expect(sigma).toBeGreaterThan(0.0092);
    expect(sigma).toBeLessThan(0.0108);

    const losses = async () => {
      const texts = ['Squared loss', '−log likelihood'].map((name) =>
        page
          .getByRole('figure', { name })
          .getByText(/per example/)
          .textContent(),
      );
      return (await Promise.all(texts)).map((text) => Number(text?.replace('per example', '')));
    };
    const [loss = NaN, likelihood = NaN] = await losses();
    expect(loss / (sigma ** 2 / 2)).toBeCloseTo(1, 1);
    await field(page, 'Line moved up by').fill(String(sigma));
    const [upLoss = NaN, upLikelihood = NaN] = await losses();
    await field(page, 'Line moved up by').fill(String(-sigma));
    const [downLoss = NaN, downLikelihood = NaN] = await losses();
    // The half of (r - σ)² and that of (r + σ)² are together r² + σ².
    expect((upLoss + downLoss - 2 * loss) / sigma ** 2).toBeCloseTo(1, 1);
    // The likelihood's is the same over σ².
    expect(upLikelihood + downLikelihood - 2 * likelihood).toBeCloseTo(1, 1);

    const curve = (await tableOf(page, '−log likelihood')).map((row) => row.map(Number));
    const least = curve.reduce((best, row) => ((row[1] ?? NaN) < (best[1] ?? NaN) ? row : best));
    expect(Math.abs(least[0] ?? NaN)).toBeLessThan(0.1 * sigma + 1e-3);

    await page.getByRole('radio', { name: 'Synthetic' }).click();
    await expect(page.getByText(/residuals of the analytic solution/)).toBeVisible();
  });
});

test.describe('Cross-entropy', () => {
  const step = (page: Page, name: string) =>
    page.getByRole('radiogroup', { name: 'Step' }).getByRole('radio', { name }).click();
  const entry = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

  test('sums, softmax, loss and accuracy of the notes, and of what one types', async ({
    start,
  }) => {
    const { page } = await start();
    await openLab(page, 'Cross-entropy');
    const matrix = (name: string) => cellsOf(page.getByRole('table', { name, exact: true }));

    await expect.poll(() => matrix('X.sum(0)')).toEqual([['5', '7', '9']]);
    expect(await matrix('X.sum(1)')).toEqual([['6'], ['15']]);
    await entry(page, 'X[1, 2]').fill('-6.5');
    await expect.poll(() => matrix('X.sum(1)')).toEqual([['6'], ['2.5']]);
    await entry(page, 'X[1, 2]').fill('six');
    await expect(page.getByText(/^Not a number/)).toBeVisible();
    await entry(page, 'X[1, 2]').press('Escape');
    await expect(entry(page, 'X[1, 2]')).toHaveValue('-6.5');

    await step(page, 'Softmax');
    await expect.poll(() => matrix('softmax(X)')).toHaveLength(2);
    const drawn = await matrix('softmax(X)');
    for (const row of drawn) {
      const sum = row.map(Number).reduce((total, entryOfRow) => total + entryOfRow, 0);
      expect(row).toHaveLength(5);
      expect(sum).toBeCloseTo(1, 3);
    }
    for (const [sum] of await matrix('X_prob.sum(1)')) expect(Number(sum)).toBeCloseTo(1, 6);
    // What is drawn may come when an entry has the focus already: what is typed takes its place all the same.
    const first = await entry(page, 'X[0, 0]').elementHandle();
    await button(page, 'Draw again').evaluate((draw: HTMLElement, input) => {
      draw.click();
      input?.focus();
    }, first);
    await expect(page.getByText('drawn from seed 1')).toBeVisible();
    await expect.poll(() => matrix('softmax(X)')).not.toEqual(drawn);
    await page.keyboard.type('2');
    await expect(entry(page, 'X[0, 0]')).toHaveValue('2');
    await field(page, 'Seed').fill('0');
    await expect.poll(() => matrix('softmax(X)')).toEqual(drawn);
    await entry(page, 'X[0, 0]').fill('100');
    await expect
      .poll(async () => (await matrix('softmax(X)'))[0])
      .toEqual(['NaN', '0', '0', '0', '0']);
    await expect(page.getByText(/^Not a number: an exponential/)).toBeVisible();

    await step(page, 'Loss and accuracy');
    const results = page.getByRole('table', { name: /^What was picked/ });
    await expect
      .poll(() => cellsOf(results))
      .toEqual([
        ['0.1', '2.303', '2, wrong'],
        ['0.5', '0.6931', '2, right'],
      ]);
    const accuracy = page.getByRole('definition');
    await expect(accuracy).toHaveText(['1', '50.0%']);
    await page.getByRole('combobox', { name: /^y\[0\]/ }).selectOption('2');
    await expect(accuracy).toHaveText(['2', '100.0%']);
    await entry(page, 'y_hat[1, 2]').fill('0.4');
    await expect(page.getByText('these rows do not sum to one: 1')).toBeVisible();
    await entry(page, 'y_hat[1, 2]').fill('1.4');
    await expect(page.getByText('Out of range. Allowed: [0, 1]')).toBeVisible();
  });

  test('float32 overflows on the way of section 3.6, at a step that is named, and not by log-sum-exp', async ({
    start,
  }) => {
    const first = await start();
    const { page } = first;
    await openLab(page, 'Cross-entropy');
    await step(page, 'Overflow');
    const naive = page.getByRole('region', { name: 'Softmax, then log (3.6)' });
    const stable = page.getByRole('region', { name: 'Log-sum-exp (3.7.2)' });
    const failing = naive.getByRole('listitem').filter({ hasText: 'Breaks here.' });

    await expect(naive).toContainText('right');
    await expect(failing).toHaveCount(0);

    // By keyboard: from 2 up to 88 all is well, one more and exp is infinite.
    const logit = page.getByRole('slider', { name: 'Logit o[0]' });
    await field(page, 'Logit o[0]').fill('88');
    await expect(naive).toContainText('right');
    await logit.press('ArrowRight');
    await expect(field(page, 'Logit o[0]')).toHaveValue('89');
    await expect(naive).toContainText('wrong');
    await expect(naive).toContainText(/Cross-entropy\s*NaN/);
    await expect(failing).toContainText('Larger than the largest float32');
    await expect(stable).toContainText('right');

    for (const [preset, text, loss] of [
      ['[50, 0, 0]', 'right', '0'],
      ['[100, 0, 0]', 'Larger than the largest float32', '0'],
      ['[-100, 0, 0]', 'digits are lost', '100.7'],
      ['[-110, -110, -110]', 'digits are lost', '1.099'],
    ] as const) {
      await button(page, preset).click();
      await expect(text === 'right' ? naive : failing, preset).toContainText(text);
      await expect(stable, preset).toContainText(new RegExp(`Cross-entropy\\s*${loss}$`));
      await expect(stable, preset).toContainText('right');
    }

    await first.electron.close();
    const second = await start();
    await openLab(second.page, 'Cross-entropy');
    await expect(field(second.page, 'Logit o[2]')).toHaveValue('-110');
    await button(second.page, 'Reset').click();
    await expect(field(second.page, 'Logit o[2]')).toHaveValue('0.1');
  });
});

test('the three labs speak Chinese throughout', async ({ start }) => {
  const { page } = await start({ args: ['--lang', 'zh-CN'] });
  for (const [id, title] of [
    ['vectorization', '矢量化加速'],
    ['normal-distribution', '正态分布'],
    ['cross-entropy', '交叉熵'],
  ] as const) {
    await page.evaluate((hash) => (window.location.hash = hash), `#/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    const text = await page.getByRole('main').innerText();
    // What is left in Latin letters are names: formulas, code, units.
    const words = text.match(/[A-Za-z]{4,}/g) ?? [];
    const names = ['Timer', 'times', 'cumsum', 'median', 'keepdim', 'True', 'softmax', 'logit'];
    expect(
      words.filter((word) => !names.some((name) => name.toLowerCase() === word.toLowerCase())),
    ).toEqual([]);
  }
});
