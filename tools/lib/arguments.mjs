// @ts-check
/** What the commands make of their arguments. */
import { Failure } from './failure.mjs';

const OFF_SCREEN_LIMIT_MINUTES = 20;

/**
 * @param {readonly string[]} args what was given after `--`
 * @param {boolean} offScreen
 * @returns {string[]} the app's arguments: without a screen and without a wish, the default run and its picture
 */
export function appArguments(args, offScreen) {
  if (args.length > 0 || !offScreen) return [...args];
  return ['--train', 'softmax', '--screenshot', 'out/linearlab.png'];
}

/**
 * @param {string | undefined} minutes what LINEAR_LAB_TIME_LIMIT says
 * @param {boolean} offScreen
 * @returns {number | undefined} milliseconds; nothing for no limit
 */
export function timeLimit(minutes, offScreen) {
  if (minutes === undefined || minutes === '') {
    return offScreen ? OFF_SCREEN_LIMIT_MINUTES * 60_000 : undefined;
  }
  const limit = Number(minutes);
  if (limit > 0 && Number.isFinite(limit)) return limit * 60_000;
  throw new Failure(
    `LINEAR_LAB_TIME_LIMIT is "${minutes}"; it takes a number of minutes above 0.`,
    {
      code: 2,
    },
  );
}

/** The parts of `npm test`, in the order in which they run: what is quick and what others build on comes first. */
export const PARTS = /** @type {const} */ ([
  ...['check', 'unit', 'integration', 'build', 'e2e', 'packaged'],
]);

/** @typedef {typeof PARTS[number]} Part */
/** @typedef {{ parts: Part[], files: string[], title: string | undefined }} TestWish */

/** @type {readonly Part[]} the parts that consist of test files */
const WITH_FILES = ['unit', 'integration', 'e2e', 'packaged'];

/** Where a title is looked for if no part is named: not in the package, which would have to be made first. @type {readonly Part[]} */
const QUICK = ['unit', 'integration', 'e2e'];

/**
 * Reads `npm test`'s arguments: parts, test files or folders, and `-t` with a part of the tests' titles.
 * @param {readonly string[]} args
 * @returns {TestWish}
 * @throws {Failure} naming the argument that is none of these
 */
export function testArguments(args) {
  /** @type {Set<Part>} */
  const parts = new Set();
  /** @type {string[]} */
  const files = [];
  /** @type {string | undefined} */
  let title;
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? '';
    if (argument === '-t') {
      i += 1;
      title = args[i];
      if (title === undefined) throw new Failure("-t takes a part of a test's title.", { code: 2 });
      continue;
    }
    const part = PARTS.find((name) => name === argument) ?? partOfFile(argument);
    if (part === undefined) {
      throw new Failure(`npm test does not know "${argument}".`, {
        todo: `give parts (${PARTS.join(', ')}), test files (test/unit/…), or -t and a part of a title`,
        code: 2,
      });
    }
    parts.add(part);
    if (part !== argument) files.push(argument.replaceAll('\\', '/'));
  }
  if (parts.size > 0) return { parts: PARTS.filter((name) => parts.has(name)), files, title };
  return { parts: title === undefined ? [...PARTS] : [...QUICK], files, title };
}

/** @param {string} path */
function partOfFile(path) {
  const [, folder] = /^(?:\.[\\/])?test[\\/]([^\\/]+)/.exec(path) ?? [];
  return WITH_FILES.find((name) => name === folder);
}
