import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { Client } from '../../../../renderer/api';
import { Activity } from '../../../../renderer/state/activity.svelte';
import { locale } from '../../../../renderer/state/locale.svelte';
import { Settings } from '../../../../renderer/state/settings.svelte';
import { Bridge } from '../support/bridge';

const schema = v.object({ rate: v.optional(v.pipe(v.number(), v.maxValue(10)), 0.1) });

describe('Settings', () => {
  let bridge: Bridge;
  let settings: Settings;
  beforeEach(() => {
    bridge = new Bridge();
    settings = new Settings(new Client(bridge, new Activity()));
  });

  test('follow the system until something is chosen', () => {
    settings.load(v.parse(settingsSchema, {}), 'zh-CN', 'dark');
    expect([settings.language, settings.theme, locale.current]).toEqual(['zh-CN', 'dark', 'zh-CN']);
    settings.systemThemeChanged('light');
    expect(settings.theme).toBe('light');
    settings.change({ theme: 'contrast', language: 'en' });
    settings.systemThemeChanged('dark');
    expect([settings.language, settings.theme, locale.current]).toEqual(['en', 'contrast', 'en']);
  });

  test('a change shows at once, leaves the rest, and only the change is sent', () => {
    settings.change({ theme: 'dark' });
    settings.change({ notebookOpen: false });
    expect(settings.values).toMatchObject({ theme: 'dark', notebookOpen: false });
    expect(bridge.asked).toEqual([
      ['changeSettings', { theme: 'dark' }],
      ['changeSettings', { notebookOpen: false }],
    ]);
  });

  test('each lab keeps its own, and one lab’s change leaves the others alone', () => {
    settings.changeLab('idea', { rate: 1 });
    settings.changeLab('linear-regression', { rate: 2 });
    expect(settings.lab('idea', schema)).toEqual({ rate: 1 });
    expect(bridge.asked.at(-1)).toEqual([
      'changeSettings',
      { labs: { 'linear-regression': { rate: 2 } } },
    ]);
  });

  test('what a lab can no longer read is as if it had never been kept', () => {
    settings.changeLab('idea', { rate: 11 });
    expect(settings.lab('idea', schema)).toEqual({ rate: 0.1 });
    expect(settings.lab('never-opened', schema)).toEqual({ rate: 0.1 });
  });

  test('a lab is ticked off once', () => {
    settings.markDone('idea');
    settings.markDone('idea');
    expect(settings.isDone('idea')).toBe(true);
    expect(bridge.calls).toHaveLength(1);
  });
});
