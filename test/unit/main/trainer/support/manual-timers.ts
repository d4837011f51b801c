import type { Timers } from '../../../../../main/trainer/process';

/** A clock that moves when the test says so. */
export class ManualTimers implements Timers {
  #now = 0;
  #due: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  /** Lets time pass: what is due is called at its time, in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#call(next, next.at);
    }
    this.#now = end;
  }

  /** The machine sleeps: time passes, and what became due is called once, afterwards. */
  sleep(ms: number): void {
    this.#now += ms;
    for (const entry of this.#due.filter(({ at }) => at <= this.#now)) this.#call(entry, this.#now);
  }

  #call(entry: { readonly at: number; readonly callback: () => void }, at: number): void {
    this.#due = this.#due.filter((other) => other !== entry);
    this.#now = Math.max(this.#now, at);
    entry.callback();
  }
}
