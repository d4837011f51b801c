import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(
  new URL('../../../../renderer/styles/tokens.css', import.meta.url),
  'utf8',
);

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = css.split(`:root[data-theme='${theme}'] {`)[1]?.split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, k, v]) => [k ?? '', v ?? '']),
  );
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('the ratio of black and white is 21, and that of WCAG’s own example #767676 on white is 4.54', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

const text = [
  ...['paper', 'card', 'sunken', 'accent-soft'].map((ground) => ['ink', ground]),
  ...['paper', 'card', 'sunken'].map((ground) => ['ink-2', ground]),
  ...['paper', 'card', 'sunken'].map((ground) => ['ink-3', ground]),
  ...['paper', 'card', 'sunken', 'accent-soft'].map((ground) => ['accent', ground]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ...['good', 'bad', 'warn'].flatMap((tone) =>
    ['paper', 'card', `${tone}-soft`].map((ground) => [tone, ground]),
  ),
  ...['good', 'bad', 'warn'].map((tone) => ['ink', `${tone}-soft`]),
  ...['comment', 'keyword', 'function', 'string', 'constant'].flatMap((kind) =>
    ['sunken', 'code-mark'].map((ground) => [`code-${kind}`, ground]),
  ),
  ['ink', 'code-mark'],
] as const;

const graphics = [
  ...[1, 2, 3, 4, 5, 6].map((number) => [`series-${number}`, 'card']),
  ['line-strong', 'card'],
  ['focus', 'paper'],
  ['focus', 'card'],
  ['weight-against', 'card'],
  ['weight-for', 'card'],
] as const;

describe.each(['light', 'dark', 'contrast'])('theme %s', (theme) => {
  const tokens = tokensOf(theme);
  const ratio = ([ink = '', ground = '']: readonly string[]) =>
    contrast(tokens.get(ink) ?? '', tokens.get(ground) ?? '');

  test.each(text)('text %s on %s has a contrast of at least 4.5', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(graphics)('%s on %s has a contrast of at least 3', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });
});
