import { describe, expect, test } from 'vitest';
import { findDeclaration } from '../../../../../renderer/components/source';
import { code } from '../../../../../renderer/labs/cross-entropy/code';
import { parts } from '../../../../../renderer/labs/cross-entropy/settings';

describe.each(parts)('the code of the step %s', (part) => {
  test.each(code[part])('$show is shown as its lesson declares it', ({ source, show }) => {
    expect(findDeclaration(source, show)).toContain(`function ${show}(`);
  });
});
