import { describe, expect, test } from 'vitest';
import { findDeclaration, findLines } from '../../../../renderer/components/source';

const source = `import x from 'y';

/**
 * Adds.
 */
export function add(
  a: number,
  b: number,
): number {
  if (a) {
    return a + b;
  }
  return b;
}

// One line.
// And another.
const short = 1;

export class Box {
  get(): number {
    return 1;
  }
}

export function outer() {
  /** Inner. */
  const step = (a: number) => {
    return a;
  };
  return step;
}
`;

describe('findDeclaration(source, name)', () => {
  test('a function comes with its doc comment and its whole body', () => {
    expect(findDeclaration(source, 'add')).toBe(
      source.slice(source.indexOf('/**'), source.indexOf('\n\n// One')),
    );
  });

  test('a constant comes with the line comments above it', () => {
    expect(findDeclaration(source, 'short')).toBe(
      '// One line.\n// And another.\nconst short = 1;',
    );
  });

  test('a class goes to its closing brace', () => {
    expect(findDeclaration(source, 'Box')).toBe(
      'export class Box {\n  get(): number {\n    return 1;\n  }\n}',
    );
  });

  test('what is declared within a function loses its indent', () => {
    expect(findDeclaration(source, 'step')).toBe(
      '/** Inner. */\nconst step = (a: number) => {\n  return a;\n};',
    );
  });

  test('a Python function goes to the end of its block, over blank lines', () => {
    const python =
      'import x\n\n\ndef f(a):\n    """Doc."""\n    b = a\n\n    return b\n\n\ndef g():\n    pass\n';
    expect(findDeclaration(python, 'f', 'python')).toBe(
      'def f(a):\n    """Doc."""\n    b = a\n\n    return b',
    );
    expect(findDeclaration(python, 'g', 'python')).toBe('def g():\n    pass');
  });

  test('a name that is only part of one, or only used, is not found', () => {
    expect(findDeclaration(source, 'ad')).toBeUndefined();
    expect(findDeclaration(source, 'x')).toBeUndefined();
  });
});

test('findLines counts from the first line with `from` to the next with `to`', () => {
  const text = 'a\nb from\nc\nd to\ne to';
  expect([...findLines(text, { from: 'from', to: 'to' })]).toEqual([1, 2, 3]);
  expect(findLines(text, { from: 'from', to: 'nowhere' }).size).toBe(0);
  expect(findLines(text, undefined).size).toBe(0);
});
