import type { Look, MixedLook } from './series';

type Marker = 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'star';

interface Style {
  /** The token of its colour. */
  readonly colour: string;
  /** In line widths. */
  readonly dash: readonly number[];
  readonly marker: Marker;
}

/** How each look is drawn. */
export const looks: Record<Look, Style> = {
  1: { colour: '--series-1', dash: [], marker: 'circle' },
  2: { colour: '--series-2', dash: [3.5, 2], marker: 'triangle' },
  3: { colour: '--series-3', dash: [1, 1.5], marker: 'rect' },
  4: { colour: '--series-4', dash: [5, 1.5, 1, 1.5], marker: 'rectRot' },
  5: { colour: '--series-5', dash: [7, 2], marker: 'crossRot' },
  6: { colour: '--series-6', dash: [2, 2], marker: 'star' },
};

/** A look, or one of the further ones: the colour of one with dash and marker of another. */
export function styleOf(look: Look | MixedLook): Style {
  if (typeof look === 'number') return looks[look];
  return { ...looks[look.line], colour: looks[look.colour].colour };
}

const all: readonly Look[] = [1, 2, 3, 4, 5, 6];

/**
 * The look of series `index` (from 0) of many: the six, then their colours with the lines of the next one, and so on. The first 36 are
 * all different; only then do they come again.
 */
export function lookAt(index: number): Look | MixedLook {
  const colour = all[index % all.length] ?? 1;
  const line = all[(index + Math.floor(index / all.length)) % all.length] ?? 1;
  return colour === line ? colour : { colour, line };
}

/** A token of the style sheet as it is now; the theme decides. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Writes colours in one notation. Made once: there are thirty to write for a picture of each class. */
let pen: CanvasRenderingContext2D | null | undefined;

/** A colour token as `#rrggbb`, whatever notation the style sheet's minifier chose. */
export function colourToken(name: string): string {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return token(name);
  // What is no colour leaves it as it is.
  pen.fillStyle = '#000000';
  pen.fillStyle = token(name);
  return String(pen.fillStyle);
}

/** Pixels of one rem: the canvas follows the text size, as the rest of the window does. */
export function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
