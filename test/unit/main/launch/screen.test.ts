import { linearConfigSchema } from '#contract/run';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Command } from '../../../../main/launch/cli';
import { hasScreenFor } from '../../../../main/launch/screen';

const config = v.parse(linearConfigSchema, { learningRate: 1, batchSize: 1, epochs: 1, seed: 0 });
const open: Command = { kind: 'open' };
const check: Command = { kind: 'selfCheck' };
const train: Command = { kind: 'train', request: { lab: 'linear', config } };
const picture: Command = { ...train, screenshot: 'x.png' };

test.each([
  ['a window on X', open, { DISPLAY: ':0' }, '', true],
  ['a window on Wayland', open, { WAYLAND_DISPLAY: 'wayland-0' }, '', true],
  ['a window without a screen', open, {}, '', false],
  ['a window with an empty DISPLAY', open, { DISPLAY: '' }, '', false],
  ['training without a screen', train, {}, '', false],
  ['training, headless', train, {}, 'headless', true],
  ['the self-check, headless', check, {}, 'headless', true],
  ['a picture, headless', picture, {}, 'headless', false],
  ['a picture off-screen', picture, { DISPLAY: ':99' }, '', true],
] as const)('%s', (_, command, env, ozonePlatform, expected) => {
  expect(hasScreenFor(command, { platform: 'linux', env, ozonePlatform })).toBe(expected);
});

test('other systems always have one', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    expect(hasScreenFor(open, { platform, env: {}, ozonePlatform: '' })).toBe(true);
  }
});
