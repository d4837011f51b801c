/** After this many crashes within this time a restart only repeats the crash. */
const MAX_CRASHES = 3;
const WITHIN_MS = 5 * 60_000;

/** Counts crashes and says when to give up. */
export class CrashCount {
  #times: number[] = [];

  /** Adds a crash at `now` (milliseconds). True where it is one too many. */
  add(now: number): boolean {
    this.#times = [...this.#times.filter((time) => now - time < WITHIN_MS), now];
    return this.#times.length >= MAX_CRASHES;
  }

  clear(): void {
    this.#times = [];
  }
}
