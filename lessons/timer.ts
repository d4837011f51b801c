/** Records how long things take, several times over (section 3.1.2). Starts at once. */
export class Timer {
  /** Each time from a start to its stop, in milliseconds (the book has seconds). */
  readonly times: number[] = [];
  readonly #now: () => number;
  #tik: number;

  /** @param now the clock, in milliseconds; a test brings its own */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#tik = now();
  }

  /** Starts anew; what was not stopped is not recorded. */
  start(): void {
    this.#tik = this.#now();
  }

  /** Records the time since the last start, and returns it. */
  stop(): number {
    const time = this.#now() - this.#tik;
    this.times.push(time);
    return time;
  }

  /** The mean of the recorded times; NaN where there is none. */
  avg(): number {
    return this.sum() / this.times.length;
  }

  /** The total of the recorded times. */
  sum(): number {
    return this.times.reduce((total, time) => total + time, 0);
  }

  /** The running totals: after the first time, after the second … */
  cumsum(): number[] {
    let total = 0;
    return this.times.map((time) => (total += time));
  }
}
