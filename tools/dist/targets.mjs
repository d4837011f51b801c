// @ts-check
/** What `npm run dist` can make, and on which system. */
import { Failure } from '../lib/failure.mjs';

/**
 * `by`: our own tools, which need nothing that a system of this kind lacks, or electron-builder's, which it downloads.
 * @typedef {{ name: string, by: 'us' | 'electron-builder', needs?: string }} Target
 */

const RELEASES = 'https://github.com/electron-userland/electron-builder-binaries/releases';

/** @type {Readonly<Record<string, readonly Target[]>>} */
const TARGETS = {
  linux: [
    { name: 'folder', by: 'us' },
    { name: 'tar.gz', by: 'us' },
    { name: 'deb', by: 'us' },
    { name: 'AppImage', by: 'electron-builder', needs: RELEASES },
  ],
  win32: [
    { name: 'folder', by: 'us' },
    { name: 'nsis', by: 'electron-builder', needs: RELEASES },
    { name: 'zip', by: 'electron-builder' },
  ],
  darwin: [
    { name: 'folder', by: 'us' },
    { name: 'dmg', by: 'electron-builder', needs: RELEASES },
    { name: 'zip', by: 'electron-builder' },
  ],
};

/**
 * @param {readonly string[]} wished none for all
 * @param {NodeJS.Platform} platform
 * @returns {readonly Target[]}
 * @throws {Failure} naming the wish that this system cannot fulfil
 */
export function targetsFor(wished, platform) {
  const all = TARGETS[platform] ?? [];
  if (wished.length === 0) return all;
  return wished.map((name) => {
    const target = all.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (target) return target;
    throw new Failure(`npm run dist cannot make "${name}" on ${platform}.`, {
      todo: `choose from ${all.map((one) => one.name).join(', ')}, or give none for all`,
      code: 2,
    });
  });
}

/** @param {{ version: string, arch: string, ext: string }} of */
export const linuxName = ({ version, arch, ext }) => `LinearLab-${version}-linux-${arch}.${ext}`;
