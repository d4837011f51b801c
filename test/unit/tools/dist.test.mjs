// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controlFile } from '../../../tools/dist/archive.mjs';
import { contentProblems } from '../../../tools/dist/content.mjs';
import { drawIcons, SIZES } from '../../../tools/dist/icons.mjs';
import { targetsFor } from '../../../tools/dist/targets.mjs';

describe('targets', () => {
  test('none named are all of the system', () => {
    expect(targetsFor([], 'linux').map(({ name }) => name)).toEqual([
      ...['folder', 'tar.gz', 'deb', 'AppImage'],
    ]);
    expect(targetsFor([], 'win32').map(({ name }) => name)).toEqual(['folder', 'nsis', 'zip']);
    expect(targetsFor(['APPIMAGE'], 'linux')).toMatchObject([{ name: 'AppImage' }]);
  });

  test('one of another system is refused by name, with what there is', () => {
    expect(() => targetsFor(['dmg'], 'linux')).toThrow(
      /"dmg" on linux[^]*folder, tar\.gz, deb, AppImage/,
    );
  });

  test('a Debian package on a development runtime says so, and gives way to the release', () => {
    const control = controlFile({
      version: '1.2.3-development',
      arch: 'x64',
      official: false,
      bytes: 2049,
    });
    expect(control).toContain('Version: 1.2.3~development\n');
    expect(control).toContain('Installed-Size: 3\n');
    expect(control).toContain('DEVELOPMENT BUILD');
  });
});

describe('content', () => {
  test('names what is missing and what should not be there', () => {
    const problems = contentProblems([
      ...['resources/app.asar', 'app.asar/node_modules/@tensorflow/tfjs/src/index.ts'],
      'app.asar/node_modules/vitest/index.js',
    ]);
    expect(problems).toContain('the native library is missing');
    expect(problems).toContain('the test labels is missing');
    expect(problems).toContain(
      'app.asar/node_modules/@tensorflow/tfjs/src/index.ts is source code',
    );
    expect(problems).toContain('app.asar/node_modules/vitest/index.js is a development dependency');
  });
});

describe('icons', () => {
  test('are PNGs of each size, and a Windows and an Apple file that hold them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linearlab-icons-'));
    try {
      await drawIcons(folder);
      for (const size of SIZES) {
        const png = await readFile(join(folder, 'icons', `${size}x${size}.png`));
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
      }
      const ico = await readFile(join(folder, 'icon.ico'));
      // Each entry of the table: bytes of the picture, and where it begins.
      const last = 6 + 16 * (ico.readUInt16LE(4) - 1);
      expect(ico.readUInt32LE(last + 8) + ico.readUInt32LE(last + 12)).toBe(ico.length);
      expect(
        ico
          .subarray(ico.readUInt32LE(last + 12))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
      const icns = await readFile(join(folder, 'icon.icns'));
      expect(icns.toString('latin1', 0, 4)).toBe('icns');
      expect(icns.readUInt32BE(4)).toBe(icns.length);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
