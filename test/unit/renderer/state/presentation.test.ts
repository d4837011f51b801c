import { expect, test } from 'vitest';
import { startApp } from '../support/app';

test('presentation ends slow motion with it, and says each pace to the trainer once', async () => {
  const { app, bridge } = await startApp();
  app.presentation.toggle();
  app.presentation.setPace('epoch');
  app.presentation.setPace('epoch');
  app.presentation.toggle();
  expect([app.presentation.on, app.presentation.pace]).toEqual([false, 'full']);
  expect(bridge.asked.filter(([name]) => name === 'setPace')).toEqual([
    ['setPace', { pace: 'epoch' }],
    ['setPace', { pace: 'full' }],
  ]);
});

test('a window that was reloaded in slow motion is still in it, and says so', async () => {
  const { app } = await startApp({ pace: 'minibatch' });
  expect([app.presentation.on, app.presentation.pace]).toEqual([true, 'minibatch']);
});
