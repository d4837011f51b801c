import { expect, test } from 'vitest';
import { findDeclaration } from '../../../../../renderer/components/source';
import { pieces } from '../../../../../renderer/labs/normal-distribution/code';

test.each(pieces)('$show is shown as the lesson declares it', ({ source, show }) => {
  expect(findDeclaration(source, show)).toContain(`function ${show}(`);
});
