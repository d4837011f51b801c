// @ts-check
/** Where things are: the checkout, what belongs to this checkout alone, and the cache all checkouts of a user share. */
import { homedir } from 'node:os';
import { join, posix, resolve, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * A path in the folder for what belongs to this checkout alone: stamps, locks, reports. Git ignores it.
 * @param {string[]} parts
 */
export const statePath = (...parts) => join(root, '.runtime', ...parts);

/**
 * The folder that keeps downloads and what is built from them, so that a second checkout need not fetch them again.
 * `LINEAR_LAB_CACHE` names another one; otherwise it is the system's own place for caches.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 */
export function cacheDirectory(platform, env, home) {
  if (env['LINEAR_LAB_CACHE']) return env['LINEAR_LAB_CACHE'];
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local');
    return win32.join(local, 'linearlab', 'Cache');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', 'linearlab');
  // The XDG specification has relative values ignored.
  const base = env['XDG_CACHE_HOME'];
  return posix.join(base?.startsWith('/') ? base : posix.join(home, '.cache'), 'linearlab');
}

/**
 * A path in the per-user cache.
 * @param {string[]} parts
 */
export const cachePath = (...parts) =>
  join(cacheDirectory(process.platform, process.env, homedir()), ...parts);
