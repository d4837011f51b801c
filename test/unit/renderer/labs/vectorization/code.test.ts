import { additionWays } from '#contract/vectorization';
import { expect, test } from 'vitest';
import { findDeclaration, findLines } from '../../../../../renderer/components/source';
import { additions, timer } from '../../../../../renderer/labs/vectorization/code';

test('each way is shown by its function, with the one line that adds', () => {
  expect(additions.map(({ way }) => way)).toEqual(additionWays);
  for (const { source, show, heart } of additions) {
    const shown = findDeclaration(source, show) ?? '';
    expect(findLines(shown, { from: heart, to: heart }).size, show).toBe(1);
  }
});

test('the Timer is shown', () => {
  expect(findDeclaration(timer.source, timer.show)).toContain('cumsum()');
});
