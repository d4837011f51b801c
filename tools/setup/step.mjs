// @ts-check
/** What every step of the set-up looks like. */

/** @typedef {import('../lib/report.mjs').Report} Report */

/**
 * @typedef {object} Step
 * @property {string} title said when it has something to do
 * @property {() => boolean | Promise<boolean>} isDone quick and silent; must hold after `run`
 * @property {(report: Report) => Promise<void>} run can be interrupted and run again
 */

export {};
