// @ts-check
/** The benchmark's rows: a goal, a figure with its spread, a verdict. */

/**
 * @typedef {object} Row what `out/bench.json` holds of each goal
 * @property {string} id
 * @property {string} what
 * @property {string} unit
 * @property {string} goal such as `≥ 1.5`
 * @property {number | null} value null where it could not be measured
 * @property {number | null} min
 * @property {number | null} max
 * @property {boolean | null} met
 * @property {string} [reason] why it could not be measured
 */
/** @typedef {{ id: string, what: string, unit: string, atLeast?: number, atMost?: number }} Goal exactly one of the bounds */
/** @typedef {import('./statistics.mjs').Spread} Spread */

/** @param {Goal} goal @param {Spread} measured @returns {Row} */
export function row(goal, { value, min, max }) {
  const { id, what, unit } = goal;
  const met = goal.atLeast === undefined ? value <= boundOf(goal) : value >= boundOf(goal);
  return { id, what, unit, goal: goalText(goal), value, min, max, met };
}

/** @param {Goal} goal @param {string} reason @returns {Row} */
export function notAvailable(goal, reason) {
  const { id, what, unit } = goal;
  const nothing = { value: null, min: null, max: null, met: null };
  return { id, what, unit, goal: goalText(goal), ...nothing, reason };
}

/** @param {Goal} goal */
const goalText = (goal) => `${goal.atLeast === undefined ? '≤' : '≥'} ${boundOf(goal)}`;

/** @param {Goal} goal */
function boundOf({ id, atLeast, atMost }) {
  const bound = atLeast ?? atMost;
  if (bound === undefined) throw new Error(`the goal ${id} has no bound`);
  return bound;
}
