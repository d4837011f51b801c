// @ts-check
/** What the set-up says while it works: one line a step, and signs of life while a step takes long. */

/**
 * @typedef {object} Report
 * @property {<T>(title: string, action: () => Promise<T>) => Promise<T>} step names a piece of work and says how long it took
 * @property {(text: string) => void} note one plain line
 * @property {(done: number, total: number) => void} progress how many bytes of how many; call it as often as you like
 */

const TALK_EVERY_MS = 5_000;
const QUICK_MS = 2_000;

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/**
 * @param {object} [to]
 * @param {{ write(text: string): unknown, isTTY?: boolean }} [to.stream] standard error, so that standard output stays
 *   the command's own
 * @param {() => number} [to.now] milliseconds
 * @returns {Report}
 */
export function createReport({ stream = process.stderr, now = Date.now } = {}) {
  /** @param {string} text */
  const line = (text) => stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}set-up: ${text}\n`);
  let spokeAt = now();
  let toldTenths = 0;

  return {
    note: line,

    async step(title, action) {
      const startedAt = now();
      line(title);
      spokeAt = startedAt;
      toldTenths = 0;
      const alive = setInterval(() => {
        if (now() - spokeAt < 2 * TALK_EVERY_MS) return;
        spokeAt = now();
        line(`  still at it, ${seconds(spokeAt - startedAt)}`);
      }, 1_000);
      try {
        const result = await action();
        const took = now() - startedAt;
        if (took > QUICK_MS) line(`  done in ${seconds(took)}`);
        return result;
      } finally {
        clearInterval(alive);
      }
    },

    progress(done, total) {
      const share = Math.min(1, done / total);
      const text = `  ${Math.floor(share * 100)} % of ${megabytes(total)}`;
      if (stream.isTTY) {
        spokeAt = now();
        stream.write(`\r\x1b[Kset-up: ${text}`);
        return;
      }
      const tenths = Math.floor(share * 10);
      if (tenths < toldTenths) toldTenths = tenths;
      if (tenths === toldTenths && now() - spokeAt < TALK_EVERY_MS) return;
      toldTenths = tenths;
      spokeAt = now();
      line(text);
    },
  };
}
