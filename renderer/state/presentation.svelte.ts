import type { Pace } from '#contract/pace';
import type { Client } from '../api';

/** The projector's mode, for the last row: larger type, thicker lines, settings folded, a pointer that is seen, slow motion. */
export class Presentation {
  #on = $state(false);
  #pace = $state.raw<Pace>('full');

  constructor(private readonly client: Client) {}

  get on(): boolean {
    return this.#on;
  }
  get pace(): Pace {
    return this.#pace;
  }

  /** What main says of the trainer: a window that was reloaded in slow motion is still in it. */
  load(pace: Pace): void {
    this.#pace = pace;
    this.#on = pace !== 'full';
  }

  toggle(): void {
    this.#on = !this.#on;
    if (!this.#on) this.setPace('full');
  }

  setPace(pace: Pace): void {
    if (pace === this.#pace) return;
    this.#pace = pace;
    void this.client.call('setPace', { pace });
  }
}
