/** Reading a lesson's own source text, as `?raw` brings it. Lessons are formatted by Prettier: a declaration ends at column 0. */

/**
 * One top-level declaration of `source` with its doc comment: a function, class, interface or constant.
 * @throws Error where `source` declares no `name`: the lab and its lesson have drifted apart.
 */
export function extractDeclaration(source: string, name: string): string {
  const lines = source.split('\n');
  const declaration = new RegExp(
    `^(export )?(default )?(abstract )?(async )?(function\\*?|class|interface|type|const|let) ${name}\\b`,
  );
  const start = lines.findIndex((line) => declaration.test(line));
  if (start < 0) throw new Error(`The lesson declares no ${name}.`);
  let end = start;
  while (end < lines.length && !isLastLine(lines, start, end)) end += 1;
  let first = start;
  if (lines[first - 1]?.trimEnd().endsWith('*/')) {
    do first -= 1;
    while (first > 0 && !lines[first]?.startsWith('/**'));
  } else while (lines[first - 1]?.startsWith('//')) first -= 1;
  return lines.slice(first, end + 1).join('\n');
}

function isLastLine(lines: readonly string[], start: number, index: number): boolean {
  const line = lines[index] ?? '';
  return index === start ? /[;}]$/.test(line) : /^[)}\]]/.test(line) && /[;}]$/.test(line);
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
