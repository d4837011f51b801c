// @ts-check
import { join } from 'node:path';
import { root } from './places.mjs';

/**
 * Arguments that have the app wait to be ready until the driver (Playwright) is attached. It adds them by itself only where it also finds
 * Electron by itself; without them, a window that opens just then can leave its `launch` waiting for ever.
 *
 * Not for what asks how fast the app starts or what Chromium does unasked: with them come switches that silence that. Nor for a
 * packaged app, which takes no script.
 */
export const waitForDriver = [
  '-r',
  join(root, 'node_modules/playwright-core/lib/server/electron/loader.js'),
];
