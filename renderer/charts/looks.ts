import type { Look } from './series';

/** How each look is drawn: the token of its colour, its dashes (in line widths) and its marker. */
export const looks: Record<
  Look,
  {
    readonly colour: string;
    readonly dash: readonly number[];
    readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'star';
  }
> = {
  1: { colour: '--series-1', dash: [], marker: 'circle' },
  2: { colour: '--series-2', dash: [3.5, 2], marker: 'triangle' },
  3: { colour: '--series-3', dash: [1, 1.5], marker: 'rect' },
  4: { colour: '--series-4', dash: [5, 1.5, 1, 1.5], marker: 'rectRot' },
  5: { colour: '--series-5', dash: [7, 2], marker: 'crossRot' },
  6: { colour: '--series-6', dash: [2, 2], marker: 'star' },
};

/** A token of the style sheet as it is now; the theme decides. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A colour token as `#rrggbb`, whatever notation the style sheet's minifier chose. */
export function colourToken(name: string): string {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return token(name);
  context.fillStyle = token(name);
  return String(context.fillStyle);
}
