import { expect, test } from 'vitest';
import { softmaxImplementations } from '#contract/run';
import { findDeclaration, findLines } from '../../../../../renderer/components/source';
import { code } from '../../../../../renderer/labs/softmax-regression/code';

test.each(softmaxImplementations)(
  'every piece of code that the notebook shows for %s is declared in its lesson, and the marked lines are there',
  (implementation) => {
    const { main, rest } = code[implementation];
    for (const { source, show, language } of [main, ...rest]) {
      expect(findDeclaration(source, show, language), show).toBeDefined();
    }
    const shown = findDeclaration(main.source, main.show, main.language) ?? '';
    expect(findLines(shown, main.mark).size).toBeGreaterThan(1);
  },
);
