import { expect, test } from 'vitest';
import { findDeclaration, findLines } from '../../../../../renderer/components/source';
import { code } from '../../../../../renderer/labs/idea/code';

test('every piece of code that the notebook shows is declared in its lesson, and the marked lines are there', () => {
  for (const { source, show } of [code.main, ...code.rest]) {
    expect(findDeclaration(source, show), show).toBeDefined();
  }
  const shown = findDeclaration(code.main.source, code.main.show) ?? '';
  expect(findLines(shown, code.main.mark).size).toBeGreaterThan(1);
});
