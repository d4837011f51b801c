import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocal, isOnOrigin, isSamePage } from '../../../main/security';

const home = new URL('app://linearlab/index.html');
const devHome = new URL('http://localhost:5173/');

describe('isOnOrigin(url, origin)', () => {
  test.each([
    ['app://linearlab/index.html', true],
    ['app://linearlab', true],
    ['app://linearlab.evil/index.html', false],
    ['app://evil/linearlab', false],
    ['app://user@linearlab/', true],
    ['app:linearlab', false],
    ['APP://linearlab/x', true],
    ['https://linearlab/', false],
    ['https://example.org/?app://linearlab/', false],
    ['', false],
    ['app://', false],
  ])('%j: %s', (url, expected) => {
    expect(isOnOrigin(url, 'app://linearlab')).toBe(expected);
  });

  test('no text but one that begins with the origin is on it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (url) => {
        expect(isOnOrigin(url, 'app://linearlab')).toBe(false);
      }),
    );
  });
});

describe('isSamePage(url, home)', () => {
  test.each([
    ['app://linearlab/index.html', true],
    ['app://linearlab/index.html#/runs/x', true],
    ['app://linearlab/assets/x.js', false],
    ['https://example.org/index.html', false],
    ['file:///index.html', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('%j: %s', (url, expected) => {
    expect(isSamePage(url, home)).toBe(expected);
  });
});

describe('isLocal(url, home)', () => {
  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'http://localhost:5173/',
    'ws://localhost:5173/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'blob:null/1',
  ])('the built app requests no %s', (url) => {
    expect(isLocal(url, home)).toBe(false);
  });

  test('its own files and the developer tools are local', () => {
    expect(isLocal('app://linearlab/assets/index.js', home)).toBe(true);
    expect(isLocal('devtools://devtools/bundled/index.html', home)).toBe(true);
  });

  test('in development, so are the server and its socket, and no other port', () => {
    expect(isLocal('http://localhost:5173/main.ts', devHome)).toBe(true);
    expect(isLocal('ws://localhost:5173/?token=1', devHome)).toBe(true);
    expect(isLocal('http://localhost:9999/', devHome)).toBe(false);
  });
});
