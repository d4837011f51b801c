import { expect, test } from 'vitest';
import { findDeclaration, findLines } from '../../../../../renderer/components/source';
import { pieces, reading } from '../../../../../renderer/labs/fashion-mnist/code';

test('every piece of code that the notebook shows is declared in its lesson, and the marked lines are there', () => {
  for (const { source, show } of [reading, ...pieces]) {
    expect(findDeclaration(source, show), show).toBeDefined();
  }
  const shown = findDeclaration(reading.source, reading.show) ?? '';
  expect(findLines(shown, reading.mark).size).toBe(3);
});
