/** A scene as an SVG document. All text is escaped; nothing in it runs, and nothing is fetched. */
import { DRAWING_FONT, type Scene, type Shape } from './scene';

/** Text as XML and HTML take it, in content and in attributes. What XML forbids is left out. */
export function escapeXml(text: string): string {
  return (
    text
      // Halves of a pair that stand alone are no characters.
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
  );
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * A drawing as the text of an SVG file. All text is escaped, so that titles may come from anywhere.
 *
 * @param prefix tells the ids of several drawings in one page from each other
 */
export function toSvg(scene: Scene, prefix = 'drawing'): string {
  const { width, height, paper, title, summary, shapes } = scene;
  const attributes = write({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    width: round(width),
    height: round(height),
    role: 'img',
    'aria-labelledby': `${prefix}-title ${prefix}-summary`,
    'font-family': DRAWING_FONT,
  });
  const background: Shape = { kind: 'rect', x: 0, y: 0, width, height, fill: paper };
  return [
    `<svg${attributes}>`,
    `<title id="${prefix}-title">${escapeXml(title)}</title>`,
    `<desc id="${prefix}-summary">${escapeXml(summary)}</desc>`,
    ...[background, ...shapes].map(element),
    '</svg>',
  ].join('\n');
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      return empty('rect', { x, y, width, height, rx: radius, ...paint(shape) });
    }
    case 'circle':
      return empty('circle', { cx: shape.x, cy: shape.y, r: shape.radius, ...paint(shape) });
    case 'path': {
      const [first, ...rest] = shape.points.map(([x, y]) => `${round(x)} ${round(y)}`);
      const d = `M${first ?? '0 0'}${rest.map((point) => `L${point}`).join('')}${shape.closed ? 'Z' : ''}`;
      return empty('path', {
        d,
        'stroke-linejoin': 'round',
        'stroke-dasharray': shape.dash?.length ? shape.dash.map(round).join(' ') : undefined,
        ...paint(shape),
      });
    }
    case 'outline': {
      const { d, matrix, dash, opacity } = shape;
      const transform = `matrix(${matrix.map(round).join(' ')})`;
      const dashes = dash?.length ? dash.map(round).join(' ') : undefined;
      return empty('path', { d, transform, opacity, 'stroke-dasharray': dashes, ...paint(shape) });
    }
    case 'image': {
      const { x, y, width, height, href, smooth } = shape;
      const rendering = smooth ? undefined : 'pixelated';
      const place = { x, y, width, height, preserveAspectRatio: 'none' };
      return empty('image', { ...place, href, 'image-rendering': rendering });
    }
    case 'text': {
      const { x, y, size, fill, anchor, weight, turn, font, text } = shape;
      const attributes = write({
        x,
        y,
        fill,
        'font-size': size,
        'font-family': font,
        'font-weight': weight,
        'text-anchor': anchor === 'start' ? undefined : anchor,
        'xml:space': 'preserve',
        transform: turn === undefined ? undefined : `rotate(${turn} ${round(x)} ${round(y)})`,
      });
      return `<text${attributes}>${escapeXml(text)}</text>`;
    }
  }
}

function paint(
  shape: Extract<Shape, { kind: 'rect' | 'circle' | 'path' | 'outline' }>,
): Attributes {
  const { fill = 'none', stroke, strokeWidth } = shape;
  return { fill, stroke, 'stroke-width': stroke === undefined ? undefined : (strokeWidth ?? 1) };
}

function empty(name: string, attributes: Attributes): string {
  return `<${name}${write(attributes)}/>`;
}

function write(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      if (value === undefined) return '';
      return ` ${name}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`;
    })
    .join('');
}

/** Two decimals: a hundredth of a pixel is nothing, and the file stays small. */
function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
