// @ts-check
import { describe, expect, test } from 'vitest';
import {
  complaints,
  importedPackages,
  isAllowed,
  packagesOfSources,
  readLock,
  readManifest,
  shippedFolders,
} from '../../../tools/lib/supply.mjs';

const hashed = { version: '1.0.0', integrity: 'sha512-x' };

describe('the packages of this project', () => {
  test('are exact versions, hashed, and under licences that are allowed', () => {
    const lock = readLock();
    expect(complaints(readManifest(), lock, shippedFolders(lock, packagesOfSources()))).toEqual([]);
  });

  test('ship with all that is needed in turn, and without what only builds and tests', () => {
    const shipped = shippedFolders(readLock(), packagesOfSources());
    for (const name of [
      'svelte',
      'chart.js',
      '@kurkle/color',
      '@tensorflow/tfjs-node',
      'valibot',
    ]) {
      expect(shipped).toContain(`node_modules/${name}`);
    }
    for (const name of ['vitest', 'eslint', 'prettier', '@playwright/test', 'electron-vite']) {
      expect(shipped).not.toContain(`node_modules/${name}`);
    }
  });
});

test('importedPackages(text) names packages, not files, Node’s modules or ours', () => {
  const text = `import a from 'a/deep'; import '@b/c/d.css'; export * from "e"; await import('f');
    import x from './x'; import y from '#contract/y'; import z from 'node:fs'; import { app } from 'electron';`;
  expect(importedPackages(text)).toEqual(['a', '@b/c', 'e', 'f']);
});

test('shippedFolders(lock, imported) finds a package where Node would', () => {
  const lock = {
    'node_modules/a': { ...hashed, dependencies: { b: '1' } },
    'node_modules/a/node_modules/b': { ...hashed, dependencies: { c: '1' } },
    'node_modules/b': hashed,
    'node_modules/c': { ...hashed, peerDependencies: { a: '1', absent: '1' } },
  };
  expect([...shippedFolders(lock, ['a'])].toSorted()).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ]);
});

describe('complaints(manifest, lock, shipped)', () => {
  const none = new Set(/** @type {string[]} */ ([]));

  test.each(['^1.0.0', '~1.0.0', '*', 'latest', '>=1', 'github:a/b', '1.x'])(
    'names a package at %s',
    (version) => {
      expect(complaints({ dependencies: { a: version } }, {}, none)).toEqual([
        `package.json: a is ${version}, not one version`,
      ]);
    },
  );

  test('names what ships under another licence, or none, and what has no hash', () => {
    const lock = {
      'node_modules/a': { ...hashed, license: 'GPL-3.0' },
      'node_modules/b': hashed,
      'node_modules/c': { version: '1.0.0', license: 'MIT' },
      'node_modules/d': { ...hashed, license: 'MPL-2.0' },
    };
    expect(complaints({}, lock, new Set(Object.keys(lock)))).toEqual([
      'a 1.0.0: its licence GPL-3.0 is not among those allowed',
      'b 1.0.0: it names no licence',
      'c 1.0.0: its download has no hash',
      'd 1.0.0: its licence MPL-2.0 is not among those allowed',
    ]);
    expect(complaints({}, { 'node_modules/d': lock['node_modules/d'] }, none)).toEqual([]);
  });
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['(Apache-2.0 AND MIT)', true],
  ['MIT AND GPL-3.0', false],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['', false],
  ['SEE LICENSE IN FILE', false],
])('isAllowed(%j) is %s', (expression, expected) => {
  expect(isAllowed(expression, new Set(['MIT', 'Apache-2.0']))).toBe(expected);
});
