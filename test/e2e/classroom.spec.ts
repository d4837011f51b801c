import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';
import { goTo, settled } from './support/window';

test('presentation mode is one key: larger type, settings folded, a ring at the pointer; slow motion changes no figure', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.set({ Epochs: 2, Seed: 3 });
  await lab.button('Train').click();
  await lab.over(2, { timeout: 60_000 });
  await expect(lab.pictures().first()).toBeVisible();
  const atFullSpeed = await lab.curveTable();
  await lab.button('Reset').click();
  await lab.set({ Epochs: 2, Seed: 3 });

  const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
  const normal = Number.parseFloat(await size());
  await page.locator('main').focus();
  await page.keyboard.press('p');
  await expect(page.locator('html')).toHaveAttribute('data-presenting', 'true');
  expect(Number.parseFloat(await size())).toBeGreaterThanOrEqual(normal * 1.25);
  await expect(lab.field('Epochs')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Labs' })).toBeHidden();
  await page.mouse.move(640, 400);
  await expect(page.locator('.ring')).toBeVisible();

  // Slow motion is offered where there are runs that keep to it.
  await goTo(page, 'idea');
  await expect(page.getByRole('radiogroup', { name: 'Slow motion' })).toHaveCount(0);
  await goTo(page, 'softmax-regression');
  await page.getByRole('radio', { name: 'Epochs' }).click();
  await lab.button('Train').click();
  // At full speed the epoch would be over before it could be seen half done.
  await expect(lab.status).toContainText('Epoch 1 of 2', { timeout: 60_000 });
  await lab.button('Pause').click();
  await expect(lab.button('Resume')).toBeVisible();
  await lab.button('Resume').click();
  await lab.over(2, { timeout: 60_000 });
  await page.getByRole('button', { name: 'End presentation' }).click();
  await expect(lab.pictures().first()).toBeVisible();
  expect(await lab.curveTable()).toEqual(atFullSpeed);
  await expect(lab.field('Epochs')).toBeVisible();
  expect(Number.parseFloat(await size())).toBe(normal);
});

test('nothing moves while a run trains', async ({ start }) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await settled(page);
  await page.evaluate(() => {
    const shifts: string[] = [];
    Reflect.set(window, 'shifts', shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: readonly { node: Node | null }[] = Reflect.get(entry, 'sources');
        const nodes = sources.map(({ node }) => (node instanceof Element ? node.className : ''));
        const value: number = Reflect.get(entry, 'value');
        if (value > 0.001) shifts.push(`${value.toFixed(4)} ${nodes.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: false });
  });
  await lab.set({ Epochs: 5 });
  await lab.button('Train').click();
  await lab.over(5, { timeout: 60_000 });
  await expect(lab.pictures().first()).toBeVisible();
  await settled(page);
  expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([]);
});

test('the loss is heard when asked for: one tone that falls with it, and none when the run is over', async ({
  start,
}) => {
  const { page } = await start();
  await page.addInitScript(() => {
    const heard: { pitch: number[]; on: number; off: number } = { pitch: [], on: 0, off: 0 };
    Reflect.set(window, 'heard', heard);
    const { start: begin, stop } = OscillatorNode.prototype;
    const { setTargetAtTime } = AudioParam.prototype;
    OscillatorNode.prototype.start = function (...args) {
      heard.on += 1;
      begin.apply(this, args);
    };
    OscillatorNode.prototype.stop = function (...args) {
      heard.off += 1;
      stop.apply(this, args);
    };
    AudioParam.prototype.setTargetAtTime = function (...args) {
      // Frequencies are above what any gain is.
      if (args[0] > 20) heard.pitch.push(args[0]);
      return setTargetAtTime.apply(this, args);
    };
  });
  await page.reload();
  await settled(page);
  const heard = () =>
    page.evaluate<{ pitch: number[]; on: number; off: number }>(() => Reflect.get(window, 'heard'));

  const lab = await new SoftmaxLab(page).open();
  await lab.set({ Epochs: 3 });
  await lab.button('Train').click();
  await lab.over(3, { timeout: 60_000 });
  expect((await heard()).on).toBe(0);

  await goTo(page, 'settings');
  await page.getByRole('switch', { name: /Hear the loss/ }).click();
  await expect(page.getByRole('slider', { name: 'Volume' })).toBeEnabled();
  await lab.open();
  await lab.set({ Epochs: 4 });
  await lab.button('Train').click();
  await lab.over(4, { timeout: 60_000 });
  await expect.poll(async () => (await heard()).off).toBe(1);
  const { pitch, on } = await heard();
  expect(on).toBe(1);
  expect(pitch.at(-1)).toBeLessThan(pitch[0] ?? 0);
});
