/** Counts what is under way, so that a picture of the window can wait until all is drawn. */
export class Activity {
  // Not reactive itself: an effect that starts work must not depend on how much of it there is.
  #pending = 0;
  #idle = $state(true);

  get idle(): boolean {
    return this.#idle;
  }

  /** Counts `work` as under way until it is settled. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#change(1);
    try {
      return await work;
    } finally {
      this.#change(-1);
    }
  }

  #change(by: number): void {
    this.#pending += by;
    this.#idle = this.#pending === 0;
  }
}
