import { expect, test } from 'vitest';
import { pageOf } from '../../../../renderer/pages/registry';
import { tourSteps } from '../../../../renderer/tour/steps';
import { startApp } from '../support/app';

test('goes step by step, to the pages that have what it speaks of, and is over after the last', async () => {
  const { app } = await startApp();
  app.tour.start();
  for (const step of tourSteps) {
    expect(app.tour.step).toBe(step);
    app.tour.next();
  }
  expect(app.tour.step).toBeUndefined();
  expect(app.settings.window.tourSeen).toBe(true);
});

test('can be skipped at any step, and is not offered again', async () => {
  const { app } = await startApp();
  app.tour.start();
  app.tour.next();
  app.tour.back();
  expect(app.tour.at).toBe(0);
  app.tour.end();
  expect([app.tour.at, app.settings.window.tourSeen]).toEqual([null, true]);
});

test('leads only to pages that there are', () => {
  for (const { page } of tourSteps) if (page) expect(pageOf(page), page).toBeDefined();
});
