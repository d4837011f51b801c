import { describe, expect, it } from 'vitest';
import { createReport } from '../../../tools/lib/report.mjs';
import { hasScreen } from '../../../tools/lib/screen.mjs';
import { isAtLeast } from '../../../tools/lib/version.mjs';
import { notInstalled } from '../../../tools/setup/debian.mjs';
import { isInstalled } from '../../../tools/setup/packages.mjs';

describe('isInstalled(wanted, installed)', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/a-darwin': { version: '1.0.0', optional: true },
    },
  };
  const a = { version: '1.0.0', integrity: 'sha512-a' };

  it('holds without the packages for other systems', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/a': a } })).toBe(true);
  });

  it('fails for a missing, another or a surplus package, and where there is no record', () => {
    expect(isInstalled(lock, { packages: {} })).toBe(false);
    const other = { ...a, version: '1.0.1' };
    expect(isInstalled(lock, { packages: { 'node_modules/a': other } })).toBe(false);
    const surplus = { 'node_modules/a': a, 'node_modules/b': a };
    expect(isInstalled(lock, { packages: surplus })).toBe(false);
    expect(isInstalled(lock, undefined)).toBe(false);
  });
});

describe('notInstalled(names, status)', () => {
  it('knows a package under its newer name too, and one that was removed as missing', () => {
    const status = 'libgtk-3-0t64 installed\nlibnss3 installed\nxvfb config-files\n';
    expect(notInstalled(['libgtk-3-0', 'libnss3', 'xvfb', 'xauth'], status)).toEqual([
      ...['xvfb', 'xauth'],
    ]);
  });
});

describe('isAtLeast(version, minimum)', () => {
  it.each([
    ['20.19.0', '>=20.19', true],
    ['20.9.0', '>=20.19', false],
    ['v22.12.0', '>= 22.12.0', true],
    ['24.0.0', '22.12', true],
    ['22.11.9', '22.12.0', false],
  ])('%s against %s is %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});

describe('hasScreen(platform, env)', () => {
  it('depends on the environment on Linux alone', () => {
    expect(hasScreen('linux', {})).toBe(false);
    expect(hasScreen('linux', { DISPLAY: '' })).toBe(false);
    expect(hasScreen('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasScreen('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasScreen('win32', {})).toBe(true);
    expect(hasScreen('darwin', {})).toBe(true);
  });
});

describe('createReport({ stream, now })', () => {
  it('shows the progress of a download at every tenth, also where nobody types', async () => {
    let text = '';
    const stream = { write: (/** @type {string} */ more) => (text += more) };
    const report = createReport({ stream, now: () => 0 });
    await report.step('a large file', async () => {
      for (let done = 0; done <= 1000; done += 1) report.progress(done * 1e5, 1e8);
    });
    const shown = [...text.matchAll(/(\d+) %/g)].map(([, percent]) => Number(percent));
    expect(text).toMatch(/^set-up: a large file\n/);
    expect(shown).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });
});
