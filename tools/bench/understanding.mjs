// @ts-check
/* global document, requestAnimationFrame, HTMLInputElement -- what is given to `evaluate` runs in the window */
/** A model understood: how soon the confusion matrix and the predictions of other weights are there. */
import { withLab } from './app.mjs';
import { spread } from './statistics.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./training.mjs').Section} Section */

const EPOCHS = 20;

const goals = [
  {
    id: 'matrix-test',
    what: 'all 10,000 predictions and their confusion matrix: an epoch chosen to drawn',
    atMost: 300,
  },
  {
    id: 'matrix-train',
    what: 'the same of the 60,000 training pictures: an epoch chosen to drawn',
    atMost: 1000,
  },
].map((goal) => ({ ...goal, unit: 'ms' }));

/** @type {Section} */
export const understanding = {
  name: 'a model understood',
  goals,
  measure: (context) =>
    withLab(context, async (lab) => {
      const { page } = lab;
      await lab.set({ Epochs: EPOCHS });
      await lab.clickAndWait('Train', 'Pause');
      await lab.finished();
      await page.getByRole('tab', { name: 'Confusion matrix' }).click();
      const figure = page.getByRole('figure', { name: 'Confusion matrix' });
      await figure.getByRole('grid').waitFor();
      // Each epoch once: what was judged before comes from memory.
      const epochs = Array.from({ length: context.rounds }, (_, i) => 2 + 2 * i);
      const measured = async () => {
        await goTo(page, 1);
        const samples = [];
        for (const epoch of epochs) samples.push(await goTo(page, epoch));
        return spread(samples);
      };
      const test = await measured();
      await page.getByRole('radio', { name: 'Training set' }).click();
      await figure.getByText('of 60,000 pictures').waitFor({ state: 'attached' });
      return { 'matrix-test': test, 'matrix-train': await measured() };
    }),
};

/**
 * Moves the time machine inside the window, and looks at each frame.
 * @param {Page} page
 * @param {number} place of the slider
 * @returns {Promise<number>} milliseconds until the matrix of these weights was drawn
 */
function goTo(page, place) {
  return page.evaluate((at) => {
    const slider = document.querySelector('.machine input[type=range]');
    if (!(slider instanceof HTMLInputElement)) throw new Error('there is no time machine');
    // The sentence of the matrix says how many are right.
    const said = () =>
      [...document.querySelectorAll('figure figcaption')]
        .map(({ textContent }) => textContent)
        .find((text) => /of [16]0,000 pictures/.test(text));
    const before = said();
    return new Promise((resolve, reject) => {
      const start = performance.now();
      slider.value = String(at);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      const look = () => {
        const ms = performance.now() - start;
        if (ms > 20_000) reject(new Error('the matrix did not change'));
        else if (said() !== before) requestAnimationFrame(() => resolve(performance.now() - start));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, place);
}
