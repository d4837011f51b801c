// @ts-check
import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { controlFile } from '../../../tools/dist/archive.mjs';
import { contentProblems } from '../../../tools/dist/content.mjs';
import { drawIcons, SIZES } from '../../../tools/dist/icons.mjs';
import { minifyScripts } from '../../../tools/dist/shrink.mjs';
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

describe('shrinking', () => {
  /** @param {(folder: string) => Promise<void>} use */
  async function inFolder(use) {
    const folder = await mkdtemp(join(tmpdir(), 'linearlab-shrink-'));
    try {
      await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  test('scripts lose their comments, and keep what they export, what they are called and what they do', () =>
    inFolder(async (folder) => {
      const script = [
        '/** How much there is to say about this. */',
        'exports.add = function addThem(firstSummand, secondSummand) {',
        '  // Not the sum alone.',
        '  return { sum: firstSummand + secondSummand, name: addThem.name };',
        '};',
      ].join('\n');
      await writeFile(join(folder, 'package.json'), '{}');
      await writeFile(join(folder, 'common.js'), script);
      await writeFile(
        join(folder, 'module.mjs'),
        '// Said at length.\nexport const answer = await Promise.resolve(42);\n',
      );
      await minifyScripts(folder);
      const text = await readFile(join(folder, 'common.js'), 'utf8');
      expect(text).not.toMatch(/Summand|Not the sum|\n./);
      /** @type {{ default: { add: (a: number, b: number) => unknown } }} */
      const { default: common } = await import(pathToFileURL(join(folder, 'common.js')).href);
      expect(common.add(2, 3)).toEqual({ sum: 5, name: 'addThem' });
      const module = await import(pathToFileURL(join(folder, 'module.mjs')).href);
      expect(module).toMatchObject({ answer: 42 });
    }));

  test('what is no script is left as it is, and another link to a file keeps its text', () =>
    inFolder(async (folder) => {
      const packages = join(folder, 'packages');
      await mkdir(packages);
      const text = '// A comment.\nmodule.exports = 1;\n';
      await writeFile(join(folder, 'original.js'), text);
      await link(join(folder, 'original.js'), join(packages, 'linked.js'));
      await writeFile(join(packages, 'broken.js'), 'this is { not JavaScript');
      await minifyScripts(packages);
      expect(await readFile(join(packages, 'linked.js'), 'utf8')).toMatch(/^module\.exports=1;?$/);
      expect(await readFile(join(folder, 'original.js'), 'utf8')).toBe(text);
      expect(await readFile(join(packages, 'broken.js'), 'utf8')).toBe('this is { not JavaScript');
    }));
});
