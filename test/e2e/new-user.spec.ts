import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

// Three minutes, from launch to an explained confusion: see docs/usability.md.
test.setTimeout(180_000);

test('a new user trains with one click, and finds what the model confuses, without the README', async ({
  start,
}) => {
  const { page } = await start();

  await test.step('the first page says what this is and has one filled button', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Linear neural networks');
    await page.getByRole('button', { name: 'Train your first model' }).click();
  });

  const lab = new SoftmaxLab(page);
  await test.step('which trains, and shows the curves and what each class looks for', async () => {
    await lab.over(10, { timeout: 120_000 });
    await expect(page.getByText('What each class looks for')).toBeVisible();
  });

  await test.step('what went wrong is one click away: shirts that were taken for something else', async () => {
    await page.getByRole('radio', { name: /Wrong only/ }).click();
    await page.getByRole('combobox', { name: 'Class' }).selectOption('shirt');
    await expect(lab.pictures().first()).toHaveAccessibleName(/^true: shirt, predicted: (?!shirt)/);
  });

  await test.step('a word that is new is explained where it stands, and in the glossary', async () => {
    await lab.field('Learning rate').hover();
    await expect(page.getByRole('tooltip')).toContainText('Too large');
    await page.locator('main').focus();
    await page.keyboard.press('g');
    await page.getByRole('searchbox', { name: 'Find' }).fill('confusion');
    await expect(page.locator('dl')).toContainText('every other cell is a confusion');
  });

  await test.step('and the home page knows what was done', async () => {
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await expect(page.getByText('Labs done: 1 of 7')).toBeVisible();
    await expect(page.getByRole('link', { name: /^Run 1 test acc/ })).toBeVisible();
  });
});

test('the tour can be skipped, is not offered again, and never stands before Train', async ({
  start,
}) => {
  const { page } = await start();
  await page.getByRole('button', { name: 'Take the tour' }).click();
  const card = page.getByRole('dialog');
  await expect(card).toBeFocused();
  await card.getByRole('button', { name: 'Next' }).click();
  await card.getByRole('button', { name: 'Next' }).click();
  await expect(card).toContainText('One click trains');

  const lab = new SoftmaxLab(page);
  await lab.set({ Epochs: 1 });
  await lab.button('Train').click();
  await lab.over(1, { timeout: 60_000 });
  await card.getByRole('button', { name: 'Skip the tour' }).click();
  await expect(card).toBeHidden();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Train again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take the tour' })).toBeHidden();
});
