import { untrack } from 'svelte';
import type { Pace } from '#contract/pace';
import type { Client } from '../api';

/** The projector's mode, for the last row: larger type, thicker lines, settings folded, a pointer that is seen, slow motion. */
export class Presentation {
  #on = $state(false);
  #pace = $state.raw<Pace>('full');
  #followers = $state(0);

  constructor(private readonly client: Client) {}

  get on(): boolean {
    return this.#on;
  }
  get pace(): Pace {
    return this.#pace;
  }
  /** Whether what is on show keeps to the pace: runs do, tasks do not. */
  get paced(): boolean {
    return this.#followers > 0;
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

  /** Says that what calls it keeps to the pace, until the returned function is called. */
  followPace(): () => void {
    untrack(() => (this.#followers += 1));
    return () => (this.#followers -= 1);
  }

  setPace(pace: Pace): void {
    if (pace === this.#pace) return;
    this.#pace = pace;
    void this.client.call('setPace', { pace });
  }
}
