import type { Scene, Shape } from '#contract/drawing/scene';
import { escapeXml, toSvg } from '#contract/drawing/svg';
import { describe, expect, test } from 'vitest';

const sceneOf = (...shapes: Shape[]): Scene => ({
  ...{ width: 320, height: 200.004, paper: '#ffffff' },
  ...{ title: 'Loss & <accuracy>', summary: 'It "falls".', shapes },
});
/** The lines of the shapes alone, after the paper. */
const drawn = (...shapes: Shape[]) =>
  toSvg(sceneOf(...shapes))
    .split('\n')
    .slice(4, -1);

describe('toSvg(scene)', () => {
  test('is a picture with its size, a name and a sentence, on paper', () => {
    const [svg, title, summary, paper, end, ...rest] = toSvg(sceneOf(), 'curves').split('\n');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 320 200"/);
    expect(svg).toContain(' width="320" height="200" role="img"');
    expect(svg).toContain(' aria-labelledby="curves-title curves-summary"');
    expect(title).toBe('<title id="curves-title">Loss &amp; &lt;accuracy&gt;</title>');
    expect(summary).toBe('<desc id="curves-summary">It &quot;falls&quot;.</desc>');
    expect(paper).toBe('<rect x="0" y="0" width="320" height="200" fill="#ffffff"/>');
    expect([end, ...rest]).toEqual(['</svg>']);
  });

  test('a rectangle and a circle have their place, and a line only where they have a colour for it', () => {
    const box = { kind: 'rect', x: 1, y: 2, width: 3, height: 4 } as const;
    expect(
      drawn(
        { ...box, radius: 2, fill: '#eeeeee' },
        { ...box, stroke: '#000000' },
        { kind: 'circle', x: 5, y: 6, radius: 1.5, stroke: 'red', strokeWidth: 0.5 },
      ),
    ).toEqual([
      '<rect x="1" y="2" width="3" height="4" rx="2" fill="#eeeeee"/>',
      '<rect x="1" y="2" width="3" height="4" fill="none" stroke="#000000" stroke-width="1"/>',
      '<circle cx="5" cy="6" r="1.5" fill="none" stroke="red" stroke-width="0.5"/>',
    ]);
  });

  test('a path goes from point to point, and back where it is closed', () => {
    const points = [
      [0, 0],
      [1.234, 2.345],
      [-3, 1e-9],
    ] as const;
    expect(
      drawn(
        { kind: 'path', points, stroke: 'red', dash: [3.5, 2] },
        { kind: 'path', points, closed: true, fill: 'red', dash: [] },
      ),
    ).toEqual([
      '<path d="M0 0L1.23 2.35L-3 0" stroke-linejoin="round" stroke-dasharray="3.5 2" fill="none" stroke="red" stroke-width="1"/>',
      '<path d="M0 0L1.23 2.35L-3 0Z" stroke-linejoin="round" fill="red"/>',
    ]);
    expect(drawn({ kind: 'path', points: [] })[0]).toContain('d="M0 0"');
  });

  test('an outline is moved by its matrix', () => {
    const outline = { kind: 'outline', d: 'M0 0h1', matrix: [1, 0, 0, 1, 10, 20.5] } as const;
    expect(drawn({ ...outline, fill: 'red', opacity: 0.5, dash: [1] }, outline)).toEqual([
      '<path d="M0 0h1" transform="matrix(1 0 0 1 10 20.5)" opacity="0.5" stroke-dasharray="1" fill="red"/>',
      '<path d="M0 0h1" transform="matrix(1 0 0 1 10 20.5)" fill="none"/>',
    ]);
  });

  test('a picture keeps its pixels as squares unless it is to be smooth', () => {
    const image = { kind: 'image', x: 0, y: 0, width: 28, height: 28, href: 'data:,' } as const;
    const [squares, smooth] = drawn(image, { ...image, smooth: true });
    expect(squares).toBe(
      '<image x="0" y="0" width="28" height="28" preserveAspectRatio="none" href="data:," image-rendering="pixelated"/>',
    );
    expect(smooth).not.toContain('image-rendering');
  });

  test('a text is escaped, placed by its anchor, and turned about its place', () => {
    const text = { kind: 'text', x: 10, y: 20, size: 12, fill: 'black' } as const;
    expect(
      drawn(
        { ...text, text: '<b>&', anchor: 'start' },
        { ...text, text: 'y', anchor: 'end', turn: -90, weight: 600, font: 'Inter' },
      ),
    ).toEqual([
      '<text x="10" y="20" fill="black" font-size="12" xml:space="preserve">&lt;b&gt;&amp;</text>',
      '<text x="10" y="20" fill="black" font-size="12" font-family="Inter" font-weight="600" text-anchor="end" xml:space="preserve" transform="rotate(-90 10 20)">y</text>',
    ]);
  });

  test('attributes are escaped too, and what is no number is zero', () => {
    const [line] = drawn({ kind: 'circle', x: NaN, y: Infinity, radius: 1, fill: '"><script>' });
    expect(line).toBe('<circle cx="0" cy="0" r="1" fill="&quot;&gt;&lt;script&gt;"/>');
  });
});

describe('escapeXml(text)', () => {
  test('leaves nothing that ends a text or an attribute', () => {
    expect(escapeXml(`<a href="x" b='y'>&`)).toBe(
      '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;',
    );
    expect(escapeXml('&amp;')).toBe('&amp;amp;');
  });

  test('leaves out what XML forbids, and keeps line ends, tabs, Chinese and pairs', () => {
    expect(escapeXml('a\u0000b\u0008c\u000bd\u001fe\ufffff')).toBe('abcdef');
    expect(escapeXml('a\tb\nc\rd 损失 😀')).toBe('a\tb\nc\rd 损失 😀');
    expect(escapeXml('half \ud83d')).toBe('half \ufffd');
  });
});
