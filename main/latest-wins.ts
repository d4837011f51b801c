/** A stream of which only the newest value matters, thinned to one per interval. */

export interface LatestWins<T> {
  /** Passes `value` on now, or when the interval is over unless a newer one takes its place. */
  push(value: T): void;
  /** Passes the value that waits on now: something comes after which it would be too late. */
  flush(): void;
}

export function latestWins<T>(intervalMs: number, send: (value: T) => void): LatestWins<T> {
  let waiting: { value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const open = () => {
    timer = null;
    if (waiting) pass(waiting.value);
  };
  const pass = (value: T) => {
    waiting = null;
    timer = setTimeout(open, intervalMs);
    send(value);
  };
  return {
    push(value) {
      if (timer === null) pass(value);
      else waiting = { value };
    },
    flush() {
      if (waiting === null) return;
      const { value } = waiting;
      waiting = null;
      send(value);
    },
  };
}
