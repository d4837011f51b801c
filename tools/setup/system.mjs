// @ts-check
/** What Electron needs of a Linux system: shared libraries, a font with Chinese characters, and a screen or a stand-in for one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/process.mjs';
import { hasScreen } from '../lib/screen.mjs';
import { ensureDebianPackages, isDebian, missingPackages } from './debian.mjs';
import { electronPath } from './electron.mjs';

const LIBRARIES = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libnotify4'],
  ...['libatk-bridge2.0-0', 'libdrm2', 'libsecret-1-0'],
];
/** With no screen, windows go to Xvfb; and nobody has picked fonts for a system without a screen. */
const WITHOUT_SCREEN = ['xvfb', 'xauth', 'fonts-noto-cjk'];

const debianPackages = () => [...LIBRARIES, ...(hasScreen() ? [] : WITHOUT_SCREEN)];

/** @type {import('./step.mjs').Step} */
export const system = {
  title: 'system libraries for Electron',

  async isDone() {
    if (process.platform !== 'linux') return true;
    if (isDebian()) return (await missingPackages(debianPackages())).length === 0;
    return (await missingLibraries()).length === 0 && (hasScreen() || isOnPath('Xvfb'));
  },

  async run() {
    if (isDebian()) return ensureDebianPackages(debianPackages());
    const missing = await missingLibraries();
    if (missing.length > 0) {
      throw new Failure(`Electron can't start: ${missing.join(', ')} not found.`, {
        todo: "install the packages that hold these libraries with your system's package manager",
      });
    }
    throw new Failure('There is no screen, and Xvfb, which stands in for one, is not installed.', {
      todo: "install Xvfb with your system's package manager (often called xorg-server-xvfb)",
    });
  },
};

/** electron-builder's own copy of 7-Zip is a download; the system's does as well. @type {import('./step.mjs').Step} */
export const packaging = {
  title: 'tools for packaging',
  async isDone() {
    return !isDebian() || (await missingPackages(['p7zip-full'])).length === 0;
  },
  run: () => ensureDebianPackages(['p7zip-full']),
};

/** @returns {Promise<string[]>} what the dynamic linker misses */
async function missingLibraries() {
  const { stdout } = await run('ldd', [electronPath()], { stdout: 'keep', stderr: 'keep' });
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '');
}

/** @param {string} program */
export const isOnPath = (program) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
