import { tourSteps, type TourStep } from '../tour/steps';
import type { Route } from './route.svelte';
import type { Settings } from './settings.svelte';

/** The tour of the window: offered on the home page until it was taken or waved off, in the Help menu for good. */
export class Tour {
  #at = $state<number | null>(null);

  constructor(
    private readonly route: Route,
    private readonly settings: Settings,
  ) {}

  readonly count = tourSteps.length;

  /** Which step is on show, from 0; null where the tour is not under way. */
  get at(): number | null {
    return this.#at;
  }

  get step(): TourStep | undefined {
    return this.#at === null ? undefined : tourSteps[this.#at];
  }

  start(): void {
    this.#show(0);
  }

  back(): void {
    if (this.#at) this.#show(this.#at - 1);
  }

  /** After the last step the tour is over. */
  next(): void {
    if (this.#at === null) return;
    if (this.#at + 1 < this.count) this.#show(this.#at + 1);
    else this.end();
  }

  end(): void {
    this.#at = null;
    if (!this.settings.window.tourSeen) this.settings.changeWindow({ tourSeen: true });
  }

  #show(at: number): void {
    this.#at = at;
    const page = this.step?.page;
    if (page !== undefined && page !== this.route.page) this.route.go(page);
  }
}
