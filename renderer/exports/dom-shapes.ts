/**
 * What a piece of the page shows, as shapes: boxes, borders, words, icons and canvases, where they stand. Charts come as vectors,
 * whatever else is drawn on a canvas as its pixels.
 */
import type { Shape } from '#contract/drawing/scene';
import { vectorOf } from './vectors';

/** Buttons and fields are the page's, not the picture's. */
const LEFT_OUT = 'button, select, input, [role="radiogroup"], .visually-hidden, [data-no-picture]';

export interface Box {
  readonly left: number;
  readonly top: number;
}

export function shapesOf(element: Element, origin: Box = element.getBoundingClientRect()): Shape[] {
  if (element.matches(LEFT_OUT)) return [];
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return [];
  const box = boxOf(element.getBoundingClientRect(), origin);
  if (element instanceof HTMLCanvasElement) return canvasShapes(element, box);
  if (element instanceof SVGSVGElement) return svgShapes(element, origin);
  return [
    ...boxShapes(style, box),
    ...[...element.childNodes].flatMap((child) => {
      if (child instanceof Element) return shapesOf(child, origin);
      return child instanceof Text ? textShapes(child, style, origin) : [];
    }),
  ];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(rect: DOMRect, origin: Box): Place {
  const { left, top, width, height } = rect;
  return { x: left - origin.left, y: top - origin.top, width, height };
}

function isSeen(colour: string): boolean {
  return colour !== 'transparent' && !/[,/]\s*0(\.0*)?\)$/.test(colour);
}

function boxShapes(style: CSSStyleDeclaration, box: Place): Shape[] {
  const shapes: Shape[] = [];
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.height / 2);
  if (isSeen(style.backgroundColor)) {
    shapes.push({ kind: 'rect', ...box, radius, fill: style.backgroundColor });
  }
  const width = Number.parseFloat(style.outlineStyle === 'none' ? '0' : style.outlineWidth) || 0;
  if (width > 0 && isSeen(style.outlineColor)) {
    const stroke = { stroke: style.outlineColor, strokeWidth: width };
    shapes.push({ kind: 'rect', ...inset(box, -width / 2), radius, ...stroke });
  }
  return [...shapes, ...borderShapes(style, box, radius)];
}

function borderShapes(style: CSSStyleDeclaration, box: Place, radius: number): Shape[] {
  const { x, y, width, height } = box;
  const sides = [
    { name: 'top', from: [x, y], to: [x + width, y] },
    { name: 'right', from: [x + width, y], to: [x + width, y + height] },
    { name: 'bottom', from: [x, y + height], to: [x + width, y + height] },
    { name: 'left', from: [x, y], to: [x, y + height] },
  ] as const;
  const drawn = sides.flatMap(({ name, from, to }) => {
    const strokeWidth = Number.parseFloat(style.getPropertyValue(`border-${name}-width`)) || 0;
    const stroke = style.getPropertyValue(`border-${name}-color`);
    if (strokeWidth === 0 || !isSeen(stroke)) return [];
    const dashed = style.getPropertyValue(`border-${name}-style`) === 'dashed';
    return [{ points: [from, to], stroke, strokeWidth, ...(dashed && { dash: [3, 3] }) }];
  });
  const [first] = drawn;
  if (first && drawn.length === 4) {
    const { stroke, strokeWidth } = first;
    return [{ kind: 'rect', ...inset(box, strokeWidth / 2), radius, stroke, strokeWidth }];
  }
  return drawn.map((side) => ({ kind: 'path', ...side }));
}

function inset({ x, y, width, height }: Place, by: number): Place {
  return {
    x: x + by,
    y: y + by,
    width: Math.max(0, width - 2 * by),
    height: Math.max(0, height - 2 * by),
  };
}

function canvasShapes(canvas: HTMLCanvasElement, box: Place): Shape[] {
  const vector = vectorOf.get(canvas);
  if (vector) return vector().map((shape) => moved(shape, box.x, box.y));
  if (canvas.width === 0 || canvas.height === 0) return [];
  const smooth = getComputedStyle(canvas).imageRendering !== 'pixelated';
  return [{ kind: 'image', ...box, href: canvas.toDataURL('image/png'), smooth }];
}

function moved(shape: Shape, dx: number, dy: number): Shape {
  switch (shape.kind) {
    case 'path':
      return { ...shape, points: shape.points.map(([x, y]) => [x + dx, y + dy] as const) };
    case 'outline': {
      const [a, b, c, d, e, f] = shape.matrix;
      return { ...shape, matrix: [a, b, c, d, e + dx, f + dy] };
    }
    default:
      return { ...shape, x: shape.x + dx, y: shape.y + dy };
  }
}

/** The lines of a text as they are broken on the page. */
function textShapes(node: Text, style: CSSStyleDeclaration, origin: Box): Shape[] {
  const size = Number.parseFloat(style.fontSize);
  const weight = Number.parseFloat(style.fontWeight) || 400;
  const lines = new Map<number, { text: string; left: number }>();
  const range = document.createRange();
  // Words where there are spaces, letters where there are none: Chinese breaks anywhere.
  for (const { 0: word, index } of node.data.matchAll(
    /[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+/gu,
  )) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const middle = Math.round(rect.top + rect.height / 2);
    const line = lines.get(middle);
    if (line) line.text += word.replace(/\s+/g, ' ');
    else lines.set(middle, { text: word.trimStart(), left: rect.left });
  }
  return [...lines].flatMap(([middle, { text, left }]): Shape[] => {
    if (text.trim() === '') return [];
    // The baseline of Latin letters lies a third of their size below the line's middle.
    const y = middle - origin.top + size * 0.35;
    const at = { x: left - origin.left, y, text: text.trimEnd() };
    return [{ kind: 'text', ...at, size, weight, fill: style.color, font: style.fontFamily }];
  });
}

function svgShapes(svg: SVGSVGElement, origin: Box): Shape[] {
  return [...svg.querySelectorAll('line, circle, rect, path, polyline, polygon, text')].flatMap(
    (element): Shape[] => {
      if (!(element instanceof SVGGraphicsElement)) return [];
      const matrix = element.getScreenCTM();
      const style = getComputedStyle(element);
      if (!matrix || style.display === 'none' || style.visibility === 'hidden') return [];
      if (element instanceof SVGTextElement) {
        return [...element.childNodes].flatMap((child) =>
          child instanceof Text ? textShapes(child, withFill(style), origin) : [],
        );
      }
      const { a, b, c, d, e, f } = matrix;
      const dash = style.strokeDasharray.match(/[\d.]+/g)?.map(Number);
      const opacity = Number(style.opacity);
      return [
        {
          kind: 'outline',
          d: pathOf(element),
          matrix: [a, b, c, d, e - origin.left, f - origin.top],
          ...(style.fill !== 'none' && { fill: style.fill }),
          ...(style.stroke !== 'none' && {
            stroke: style.stroke,
            strokeWidth: Number.parseFloat(style.strokeWidth) || 1,
          }),
          ...(dash && { dash }),
          ...(opacity < 1 && { opacity }),
        },
      ];
    },
  );
}

/** A text of SVG is coloured by its filling. */
function withFill(style: CSSStyleDeclaration): CSSStyleDeclaration {
  return new Proxy(style, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name === 'color' ? 'fill' : name);
      return value;
    },
  });
}

function pathOf(element: Element): string {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  switch (element.tagName) {
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'circle': {
      const [x, y, r] = [number('cx'), number('cy'), number('r')];
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    }
    case 'rect': {
      const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')];
      return `M${x} ${y}h${width}v${height}h${-width}Z`;
    }
    case 'path':
      return element.getAttribute('d') ?? '';
    default: {
      const points = (element.getAttribute('points') ?? '').trim();
      return points === '' ? '' : `M${points}${element.tagName === 'polygon' ? 'Z' : ''}`;
    }
  }
}
