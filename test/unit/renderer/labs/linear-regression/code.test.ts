import { linearImplementations } from '#contract/run';
import { expect, test } from 'vitest';
import { findDeclaration, findLines } from '../../../../../renderer/components/source';
import { code } from '../../../../../renderer/labs/linear-regression/code';

test.each(linearImplementations)(
  'every piece of code that the notebook shows for %s is declared in its lesson, and the marked lines are there',
  (implementation) => {
    const { main, rest } = code[implementation];
    for (const { source, show } of [main, ...rest]) {
      expect(findDeclaration(source, show), show).toBeDefined();
    }
    const shown = findDeclaration(main.source, main.show) ?? '';
    expect(findLines(shown, main.mark).size).toBeGreaterThan(1);
  },
);

test('nothing is offered twice', () => {
  for (const { rest } of Object.values(code)) {
    expect(new Set(rest.map(({ show }) => show)).size).toBe(rest.length);
  }
});
