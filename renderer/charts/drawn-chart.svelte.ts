import { untrack } from 'svelte';
import type { ChartConfiguration } from 'chart.js';
import type { Shape } from '#contract/drawing/scene';
import { vectorOf } from '../exports/vectors';
import type { App } from '../state/app.svelte';
import { Chart } from './chartjs';
import { frameOf, type Frame } from './frame';

interface What<T extends 'line' | 'scatter', D> {
  /** What Chart.js is to draw; asked anew whenever what it reads changes. */
  readonly configuration: () => ChartConfiguration<T, D>;
  /** The same as shapes, for a picture that can be magnified. */
  readonly shapes: (frame: Frame) => readonly Shape[];
}

/** A drawing of Chart.js: made with its canvas, drawn again whenever data, axes, theme or language change, gone with the canvas. */
export class DrawnChart<T extends 'line' | 'scatter', D> {
  /** Where its values lie; undefined while there is no canvas. */
  frame = $state.raw<Frame>();

  constructor(
    private readonly app: App,
    private readonly what: What<T, D>,
  ) {}

  /** Draws on a canvas: for `{@attach}`. */
  readonly on = (canvas: HTMLCanvasElement) => {
    let gone = false;
    const made = new Chart(canvas, {
      ...untrack(() => this.#configuration()),
      plugins: [{ id: 'frame', afterUpdate: (laidOut) => (this.frame = frameOf(laidOut)) }],
    });
    let isFresh = true;
    $effect(() => {
      const { data, options } = this.#configuration();
      // It was drawn with these when it was made.
      if (isFresh) return void (isFresh = false);
      made.data = data;
      if (options) made.options = options;
      made.update('none');
    });
    if (document.fonts.status === 'loading') {
      void document.fonts.ready.then(() => {
        if (!gone) made.update('none');
      });
    }
    vectorOf.set(canvas, () => (this.frame ? this.what.shapes(this.frame) : []));
    return () => {
      gone = true;
      this.frame = undefined;
      made.destroy();
    };
  };

  #configuration() {
    // Tokens are read from the style sheet, which these select.
    void this.app.settings.theme;
    void this.app.settings.language;
    void this.app.presentation.on;
    return this.what.configuration();
  }
}
