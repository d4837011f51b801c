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
/** @typedef {{ parts: Part[], files: string[], title: string | undefined, watch: boolean }} TestWish */

/** @type {readonly Part[]} the parts that consist of test files */
const WITH_FILES = ['unit', 'integration', 'e2e', 'packaged'];

/** Where a title is looked for if no part is named: not in the package, which would have to be made first. @type {readonly Part[]} */
const QUICK = ['unit', 'integration', 'e2e'];

/** What Vitest runs, and so can run again whenever a file is saved. @type {readonly Part[]} */
const WATCHABLE = ['unit', 'integration'];

/** What `npm test -- --help` says. */
export const TEST_HELP = `npm test [-- what…]

  npm test                                        every check and test
  npm test -- unit integration                    parts: ${PARTS.join(', ')}
  npm test -- test/unit/main/runs                 files and folders of tests
  npm test -- -t "keeps a run"                    what has this in its title; also of a part or file
  npm test -- test/unit/main/runs --watch         again whenever a file that it uses is saved; Ctrl-C ends it
                                                  (unit and integration; unit alone if nothing is named)`;

/**
 * Reads `npm test`'s arguments: parts, test files or folders, `-t` with a part of the tests' titles, and `--watch`.
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
  let watch = false;
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? '';
    if (argument === '-t') {
      i += 1;
      title = args[i];
      if (title === undefined) throw new Failure("-t takes a part of a test's title.", { code: 2 });
      continue;
    }
    if (argument === '--watch') {
      watch = true;
      continue;
    }
    const part = PARTS.find((name) => name === argument) ?? partOfFile(argument);
    if (part === undefined) {
      throw new Failure(`npm test does not know "${argument}".`, {
        todo: `give parts (${PARTS.join(', ')}), test files (test/unit/…), -t and a part of a title, or --watch`,
        code: 2,
      });
    }
    parts.add(part);
    if (part !== argument) files.push(argument.replaceAll('\\', '/'));
  }
  const named = PARTS.filter((name) => parts.has(name));
  if (watch) return { parts: watchable(named), files, title, watch };
  if (named.length > 0) return { parts: named, files, title, watch };
  return { parts: title === undefined ? [...PARTS] : [...QUICK], files, title, watch };
}

/** @param {Part[]} parts @returns {Part[]} */
function watchable(parts) {
  const other = parts.find((part) => !WATCHABLE.includes(part));
  if (other !== undefined) {
    throw new Failure(`"${other}" cannot be watched.`, {
      todo: `give --watch parts or files of ${WATCHABLE.join(' and ')}`,
      code: 2,
    });
  }
  return parts.length > 0 ? parts : ['unit'];
}

/** @param {string} path */
function partOfFile(path) {
  const [, folder] = /^(?:\.[\\/])?test[\\/]([^\\/]+)/.exec(path) ?? [];
  return WITH_FILES.find((name) => name === folder);
}
