/** Canvases that can say what they show as shapes, in pixels from their upper left corner: no pixel is ever magnified. */
import type { Shape } from '#contract/drawing/scene';

export const vectorOf = new WeakMap<HTMLCanvasElement, () => readonly Shape[]>();
