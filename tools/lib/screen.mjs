// @ts-check
/** A screen for windows: the real one, or Xvfb where there is none. */
import { Failure } from './failure.mjs';
import { end, start } from './process.mjs';

/** The size of a classroom projector. */
const SIZE = '1280x720x24';
const START_LIMIT_MS = 20_000;

/**
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 */
export const hasScreen = (platform = process.platform, env = process.env) =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

/**
 * Runs `use` with a screen to show windows on.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} use gets the environment variables that lead to the screen
 * @param {{ size?: string }} [options] width x height x depth of the stand-in
 */
export async function withScreen(use, { size = SIZE } = {}) {
  if (hasScreen()) return use({});
  const { display, close } = await startXvfb(size);
  try {
    return await use({ DISPLAY: display });
  } finally {
    await close();
  }
}

/** @param {string} size */
async function startXvfb(size) {
  // It picks a free number by itself and tells it once it takes connections, so there is nothing to guess or to wait for.
  const xvfb = start(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const close = () => end(xvfb);
  const display = await new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => {
      reject(new Failure(`Xvfb was not ready after ${START_LIMIT_MS / 1000} s. ${said}`));
      void close();
    }, START_LIMIT_MS);
    xvfb.stderr?.on('data', (text) => (said += text));
    xvfb.stdio[3]?.once('data', (number) => {
      clearTimeout(limit);
      resolve(`:${String(number).trim()}`);
    });
    xvfb.once('error', (error) => {
      clearTimeout(limit);
      reject(
        new Failure(`There is no screen, and Xvfb could not be started: ${error.message}`, {
          todo: 'run the set-up (node tools/setup/index.mjs), or set DISPLAY to a screen that is there',
        }),
      );
    });
    xvfb.once('close', (code) => {
      clearTimeout(limit);
      reject(new Failure(`Xvfb ended with exit code ${code} before it was ready. ${said}`));
    });
  });
  return { display, close };
}
