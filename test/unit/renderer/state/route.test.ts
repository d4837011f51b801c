import { expect, test } from 'vitest';
import { hashOf, parseHash } from '../../../../renderer/state/route.svelte';

test.each([
  ['', 'home', undefined],
  ['#', 'home', undefined],
  ['#/', 'home', undefined],
  ['#/softmax-regression', 'softmax-regression', undefined],
  ['#/runs/20260307T090000-abcdef', 'runs', '20260307T090000-abcdef'],
])('"%s" is the page %s, detail %s', (hash, page, detail) => {
  expect(parseHash(hash)).toEqual({ page, detail });
});

test('an address leads back to its place', () => {
  expect(parseHash(hashOf('runs', 'x'))).toEqual({ page: 'runs', detail: 'x' });
  expect(parseHash(hashOf('idea'))).toEqual({ page: 'idea', detail: undefined });
});
