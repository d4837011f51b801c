import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** What a person sets. A slider is a number field, and takes the same sentence. */
const controls = new Set(['NumberField', 'Slider', 'Select', 'Switch', 'SegmentedControl']);

/** Controls of a page that stand without their sentence: the line that each begins on. */
function withoutHint(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    if (isComponent(node) && controls.has(node.name)) {
      const explains = node.attributes.some((it) => 'name' in it && it.name === 'hint');
      const line = source.slice(0, node.start).split('\n').length;
      if (!explains) found.push(`${file}:${line} <${node.name}>`);
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

function isComponent(node: object): node is AST.Component {
  return 'type' in node && node.type === 'Component';
}

test('every control explains itself in a sentence', () => {
  // The parts of a control are explained by the control.
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte') && !file.startsWith(`components${sep}`))
    .map((file) => join('renderer', file));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(withoutHint)).toEqual([]);
});
