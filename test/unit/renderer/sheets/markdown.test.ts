import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, type Block, type Inline } from '../../../../renderer/sheets/markdown';

const types = new Set([
  'paragraph',
  'heading',
  'code',
  'math',
  'quote',
  'list',
  'rule',
  'text',
  'strong',
  'emphasis',
  'link',
  'break',
]);

/** Every node, with how deep it lies. */
function nodes(
  blocks: readonly (Block | Inline)[],
  depth = 1,
): { node: Block | Inline; depth: number }[] {
  return blocks.flatMap((node) => [
    { node, depth },
    ...('children' in node ? nodes(node.children, depth + 1) : []),
    ...('items' in node ? node.items.flatMap((item) => nodes(item, depth + 1)) : []),
  ]);
}

/** All words that are drawn. */
function words(text: string): string {
  return nodes(parseMarkdown(text))
    .map(({ node }) => ('text' in node ? node.text : ''))
    .join('');
}

describe('parseMarkdown(text)', () => {
  test('has bold, italics, code, formulas and lists', () => {
    expect(parseMarkdown('**bold** *it* `x` $w_1$')).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'strong', children: [{ type: 'text', text: 'bold' }] },
          { type: 'text', text: ' ' },
          { type: 'emphasis', children: [{ type: 'text', text: 'it' }] },
          { type: 'text', text: ' ' },
          { type: 'code', text: 'x' },
          { type: 'text', text: ' ' },
          { type: 'math', text: 'w_1' },
        ],
      },
    ]);
    expect(parseMarkdown('3. a\n4. b')).toMatchObject([{ type: 'list', ordered: true, start: 3 }]);
    expect(parseMarkdown('$$\nx^2\n$$')).toEqual([{ type: 'math', text: 'x^2' }]);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onmouseover="x()">b</b> c',
    '<div>\n\n<style>*{display:none}</style>\n\n</div>',
    '<!-- hidden -->',
  ])('shows HTML as the text that it is: %s', (html) => {
    expect(words(html).replace(/\s/g, '')).toBe(html.replace(/\s/g, ''));
  });

  test('shows the address of a link to the web, and of every other one only its words', () => {
    expect(parseMarkdown('[d2l](https://d2l.ai/)')).toMatchObject([
      { children: [{ type: 'link', address: 'https://d2l.ai/' }] },
    ]);
    for (const address of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      'app://x',
      '//d2l.ai',
      'x',
    ]) {
      expect(parseMarkdown(`[here](${address})`)).toEqual([
        { type: 'paragraph', children: [{ type: 'text', text: 'here' }] },
      ]);
    }
  });

  test('shows a picture as its description, and fetches nothing', () => {
    expect(parseMarkdown('![a cat](https://example.org/cat.png)')).toEqual([
      { type: 'paragraph', children: [{ type: 'text', text: 'a cat' }] },
    ]);
  });

  test.each([
    ['quotes in quotes', '> '.repeat(2000) + 'x'],
    ['lists in lists', Array.from({ length: 60 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')],
    ['brackets', '['.repeat(4000)],
    ['stars', '*a '.repeat(2600)],
    ['backticks', Array.from({ length: 120 }, (_, i) => '`'.repeat(i)).join(' ')],
    ['dollars', '$'.repeat(7999)],
  ])('draws %s no deeper than a text of a person goes', (_, text) => {
    const deepest = Math.max(
      ...nodes(parseMarkdown(text.slice(0, 8000))).map(({ depth }) => depth),
    );
    expect(deepest).toBeLessThanOrEqual(10);
  });

  test('makes of any text a tree of what is drawn, and of nothing else', () => {
    const piece = fc.constantFrom(
      ...[
        '*',
        '_',
        '`',
        '$',
        '$$',
        '[',
        '](',
        ')',
        '<',
        '>',
        '<a href="x">',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '#',
        '![',
        '&lt;',
        '|',
        '    ',
        'x',
        '损失',
        '\\',
        'https://d2l.ai',
        'javascript:',
      ],
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { node } of nodes(parseMarkdown(text))) {
          expect(types).toContain(node.type);
          if (node.type === 'link') expect(node.address).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 500 },
    );
  });
});
