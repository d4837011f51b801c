/** Reading a lesson's own source text, as `?raw` brings it. It is formatted: indents tell where a declaration ends. */
import type { CodeLanguage } from './highlight';

/**
 * One declaration of `source` with its doc comment: a function, class, interface, type or constant, at the top level or within
 * a function (then without its indent). Undefined where there is none of that name.
 */
export function findDeclaration(
  source: string,
  name: string,
  language: CodeLanguage = 'typescript',
): string | undefined {
  const lines = source.split('\n');
  const declaration = new RegExp(
    language === 'python'
      ? String.raw`^\s*(def|class) ${name}\b`
      : String.raw`^\s*(export )?(default )?(abstract )?(async )?(function\*?|class|interface|type|const|let) ${name}\b`,
  );
  const start = lines.findIndex((line) => declaration.test(line));
  if (start < 0) return undefined;
  const indent = indentOf(lines[start]);
  const last = language === 'python' ? lastOfBlock(lines, start) : closingLine(lines, start);
  return lines
    .slice(commentStart(lines, start), last + 1)
    .map((line) => line.slice(Math.min(indent, indentOf(line))))
    .join('\n');
}

/** The line that closes what the line `start` opens: `}`, `)` or `]` at the same indent, or `start` itself. */
function closingLine(lines: readonly string[], start: number): number {
  if (/[;}]$/.test(lines[start] ?? '')) return start;
  const indent = indentOf(lines[start]);
  const end = lines.findIndex(
    (line, index) =>
      index > start && indentOf(line) === indent && /^\s*[)}\]]/.test(line) && /[;}]$/.test(line),
  );
  return end < 0 ? lines.length - 1 : end;
}

/** The last line that is indented more than the line `start`; blank lines end nothing. */
function lastOfBlock(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start]);
  const next = lines.findIndex(
    (line, index) => index > start && line.trim() !== '' && indentOf(line) <= indent,
  );
  let last = (next < 0 ? lines.length : next) - 1;
  while (lines[last]?.trim() === '') last -= 1;
  return last;
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

/** The first line of the comment right above the line `start`, or `start` itself. */
function commentStart(lines: readonly string[], start: number): number {
  let first = start;
  if (lines[start - 1]?.trimEnd().endsWith('*/')) {
    do first -= 1;
    while (first > 0 && !lines[first]?.trimStart().startsWith('/*'));
  } else {
    while (lines[first - 1]?.trimStart().startsWith('//')) first -= 1;
  }
  return first;
}

/** The lines, from 0, between the first that contains `from` and the first at or after it that contains `to`. */
export function findLines(
  source: string,
  range: { readonly from: string; readonly to: string } | undefined,
): ReadonlySet<number> {
  if (!range) return new Set();
  const lines = source.split('\n');
  const from = lines.findIndex((line) => line.includes(range.from));
  const to = lines.findIndex((line, index) => index >= from && line.includes(range.to));
  if (from < 0 || to < 0) return new Set();
  return new Set(Array.from({ length: to - from + 1 }, (_, offset) => from + offset));
}
