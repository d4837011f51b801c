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

test('the pace is there to choose as long as anything on show keeps to it', async () => {
  const { app } = await startApp();
  const offered = [app.presentation.paced];
  const leave = [app.presentation.followPace(), app.presentation.followPace()];
  for (const one of leave) {
    offered.push(app.presentation.paced);
    one();
  }
  expect([...offered, app.presentation.paced]).toEqual([false, true, true, false]);
});
