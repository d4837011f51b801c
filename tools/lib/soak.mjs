// @ts-check
/** Whether what was measured again and again stayed as it was. */

/**
 * @typedef {object} Sample
 * @property {number} seconds since the start
 * @property {number} main @property {number} trainer @property {number} window megabytes of the process
 * @property {number} heap megabytes of the window's JavaScript, after its garbage was collected
 * @property {number} listeners @property {number} nodes of the window
 * @property {number} frameMs until the window drew a frame when asked
 *
 * @typedef {'main' | 'trainer' | 'window' | 'heap' | 'listeners' | 'nodes' | 'frameMs'} Measure
 */

/** What is measured, and by how much it may grow. @type {readonly { id: Measure, name: string, unit: string, slack: number }[]} */
export const MEASURES = [
  { id: 'main', name: 'main', unit: 'MB', slack: 30 },
  { id: 'trainer', name: 'trainer', unit: 'MB', slack: 60 },
  { id: 'window', name: 'window', unit: 'MB', slack: 40 },
  { id: 'heap', name: "the window's heap", unit: 'MB', slack: 2 },
  { id: 'listeners', name: 'listeners', unit: '', slack: 20 },
  { id: 'nodes', name: 'nodes', unit: '', slack: 1000 },
  { id: 'frameMs', name: 'a frame', unit: 'ms', slack: 250 },
];

/**
 * Holds the median of the last third against that of the second sixth: what was filled once is warm by then.
 * @param {readonly Sample[]} samples
 */
export function judge(samples) {
  const at = (/** @type {number} */ part) => Math.floor(samples.length * part);
  const early = samples.slice(at(1 / 6), Math.max(at(1 / 3), at(1 / 6) + 1));
  const late = samples.slice(at(2 / 3));
  return MEASURES.map(({ id, name, unit, slack }) => {
    const [first, last] = [early, late].map((some) => median(some.map((sample) => sample[id])));
    const limit = (first ?? 0) + slack;
    return { name, unit, first, last, limit, flat: last !== undefined && last <= limit };
  });
}

/** @param {readonly number[]} values @returns {number | undefined} */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
