// @ts-check
/** Runs the app from this checkout, as `npm start` and its kin do. */
import { electronPath } from '../setup/electron.mjs';
import { root } from './places.mjs';
import { run } from './process.mjs';
import { hasScreen, withScreen } from './screen.mjs';

/** @returns {string[]} Chromium's own switches: they stand before the app's folder, so that the app can tell them from its own */
export function chromiumSwitches() {
  /** @type {string[]} */
  const switches = [];
  // Chromium refuses to run with its sandbox as root. Each window keeps `sandbox: true` either way.
  if (process.platform === 'linux' && process.getuid?.() === 0) switches.push('--no-sandbox');
  // Off-screen there is no desktop to talk to, which Chromium reports time and again; the app's own messages still show.
  if (!hasScreen()) switches.push('--log-level=3');
  return switches;
}

/**
 * Runs the built app to its end, on the screen or off-screen.
 * @param {readonly string[]} args the app's own
 * @param {Pick<import('./process.mjs').RunOptions, 'env' | 'timeoutMs' | 'stdout' | 'stderr'>} [options]
 */
export const runElectron = (args, { env, ...options } = {}) =>
  withScreen((screen) =>
    run(electronPath(), [...chromiumSwitches(), root, ...args], {
      ...options,
      env: { ...screen, ...env },
    }),
  );
