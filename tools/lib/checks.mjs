// @ts-check
/** The static checks: format, lint, types, unused code. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureMessages } from './build.mjs';
import { reasonOf } from './failure.mjs';
import { root, statePath } from './places.mjs';
import { run, scriptOf } from './process.mjs';
import { seconds } from './report.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => string[]} command a script for Node and its arguments
 * @property {string} [remedy]
 */

const LIMIT_MS = 10 * 60_000;
const AT_ONCE = 2;

/** What a check knows of files that have not changed, by their content. @param {string} name */
const cached = (name) => [
  ...['--cache', '--cache-strategy', 'content'],
  ...['--cache-location', statePath('cache', name)],
];

/** The slow ones first, so that none is left to run alone at the end. @type {readonly Check[]} */
const checks = [
  {
    name: 'lint',
    command: () => [scriptOf('eslint'), '.', '--max-warnings', '0', ...cached('eslint')],
    remedy: 'npx eslint . --fix repairs some of it',
  },
  {
    name: 'types in .svelte',
    command: () => [
      scriptOf('svelte-check'),
      ...['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    ],
  },
  { name: 'types', command: () => [scriptOf('typescript', 'tsc'), '-p', 'tsconfig.json'] },
  {
    name: 'format',
    command: () => [
      ...[scriptOf('prettier'), '--check', '--log-level', 'warn', '.'],
      ...cached('prettier'),
    ],
    remedy: 'npx prettier --write . repairs it',
  },
  {
    name: 'packages',
    command: () => [join(root, 'tools', 'supply.mjs')],
    remedy:
      'pin the version, look for another package, or allow the licence in tools/lib/supply.mjs',
  },
  {
    name: 'circles of imports',
    command: () => [
      scriptOf('dependency-cruiser', 'depcruise'),
      ...['contract', 'lessons', 'main', 'preload', 'renderer', 'tools'],
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
      ...['--cache', statePath('cache', 'imports'), '--cache-strategy', 'content'],
    ],
    remedy: 'give what the files share a file of its own',
  },
  {
    name: 'unused code',
    command: () => [scriptOf('knip'), '--no-progress'],
    remedy: 'remove what nobody uses, or tell knip about it in its configuration',
  },
];

/**
 * Runs them all, a few at once, and prints each as it ends.
 * @returns {Promise<import('./counts.mjs').Counts>} each check counts as one test
 */
export async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // The messages come first, as the types of all that shows text come from them.
  const results = [await settleCheck('messages', compileMessages)];
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { name, remedy, command } = check;
      results.push(await settleCheck(name, () => runCheck(command()), remedy));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const passed of results) counts[passed ? 'passed' : 'failed'] += 1;
  return counts;
}

/**
 * @param {string} name
 * @param {() => Promise<string | undefined>} check what it complains about; nothing if all is well
 * @param {string} [remedy]
 */
async function settleCheck(name, check, remedy) {
  const startedAt = performance.now();
  const complaint = await check();
  const took = seconds(performance.now() - startedAt);
  if (complaint === undefined) {
    console.log(`  ok      ${name} (${took})`);
    return true;
  }
  console.log(`  FAILED  ${name} (${took})\n\n${complaint.replace(/^/gm, '    ')}\n`);
  if (remedy !== undefined) console.log(`    What to do: ${remedy}\n`);
  return false;
}

/** @returns {Promise<string | undefined>} */
const compileMessages = () => ensureMessages().then(() => undefined, reasonOf);

/** @param {string[]} args */
async function runCheck(args) {
  const { code, stdout, stderr, timedOut } = await run(process.execPath, args, {
    stdout: 'keep',
    stderr: 'keep',
    timeoutMs: LIMIT_MS,
  });
  if (code === 0) return undefined;
  const said = `${stdout}${stderr}`.trim() || `exit code ${code}`;
  return timedOut ? `${said}\nended after ${LIMIT_MS / 60_000} minutes` : said;
}
