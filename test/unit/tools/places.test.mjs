import { describe, expect, it } from 'vitest';
import { cacheDirectory } from '../../../tools/lib/places.mjs';

describe('cacheDirectory(platform, env, home)', () => {
  it("takes the system's own place for caches", () => {
    expect(cacheDirectory('linux', {}, '/home/ann')).toBe('/home/ann/.cache/linearlab');
    expect(cacheDirectory('darwin', {}, '/Users/ann')).toBe('/Users/ann/Library/Caches/linearlab');
    const local = String.raw`C:\Users\李雷\AppData\Local`;
    const cache = String.raw`C:\Users\李雷\AppData\Local\linearlab\Cache`;
    expect(cacheDirectory('win32', { LOCALAPPDATA: local }, String.raw`C:\Users\李雷`)).toBe(cache);
    expect(cacheDirectory('win32', {}, String.raw`C:\Users\李雷`)).toBe(cache);
  });

  it('follows XDG_CACHE_HOME on Linux, if it is absolute', () => {
    expect(cacheDirectory('linux', { XDG_CACHE_HOME: '/big/cache' }, '/home/ann')).toBe(
      '/big/cache/linearlab',
    );
    expect(cacheDirectory('linux', { XDG_CACHE_HOME: 'cache' }, '/home/ann')).toBe(
      '/home/ann/.cache/linearlab',
    );
  });

  it('gives way to LINEAR_LAB_CACHE everywhere', () => {
    for (const platform of /** @type {const} */ (['linux', 'darwin', 'win32'])) {
      expect(cacheDirectory(platform, { LINEAR_LAB_CACHE: '/mine' }, '/home/ann')).toBe('/mine');
    }
  });
});
