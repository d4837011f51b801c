import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import type { AppState } from '#contract/calls';
import { settingsSchema } from '#contract/settings';
import { App } from '../../../../renderer/state/app.svelte';
import { Bridge } from './bridge';

export const readyState: AppState = {
  app: { version: '0.1.0', electron: '45.4.1', sandbox: true },
  systemLanguage: 'en',
  systemTheme: 'light',
  settings: v.parse(settingsSchema, {}),
  setAside: [],
  trainer: {
    state: 'ready',
    engine: {
      kind: 'tensorflow',
      version: '2.15.1',
      threads: 2,
      graph: { available: true, maxAbsError: 0 },
    },
  },
  dataset: { state: 'looking' },
  run: null,
  pace: 'full',
};

/** As much of a window as the app's state asks for. */
const page = Object.assign(new EventTarget(), { location: { hash: '' } });

/** The window's state as main has described it, and the bridge whose other end is the test. */
export async function startApp(state: Partial<AppState> = {}) {
  const bridge = new Bridge();
  const app = new App(bridge, page);
  onTestFinished(app.follow());
  void app.load();
  await bridge.reply('getState', { ok: true, value: { ...readyState, ...state } });
  return { bridge, app };
}
