// @ts-check
/**
 * The set-up, as a table of contents. It uses Node's own modules only, as it runs before `npm ci` has run.
 *
 * `node tools/setup/index.mjs [step …]`, or `await setup({ need: ['packages', 'electron'] })`.
 */
import { argv, versions } from 'node:process';
import { pathToFileURL } from 'node:url';
import { command, Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/files.mjs';
import { withLock } from '../lib/lock.mjs';
import { root, statePath } from '../lib/places.mjs';
import { createReport } from '../lib/report.mjs';
import { isAtLeast } from '../lib/version.mjs';
import { dataset } from './dataset.mjs';
import { electron } from './electron.mjs';
import { packages } from './packages.mjs';
import { packaging, system } from './system.mjs';
import { tensorflow } from './tensorflow.mjs';

export { electronEnvironment, electronPath, electronRuntime } from './electron.mjs';

/** In the order in which they build on each other. */
const steps = {
  packages,
  electron,
  system,
  tensorflow,
  dataset,
  packaging,
};

/** @typedef {keyof typeof steps} Need */

/** @type {readonly Need[]} all that running the app and its tests takes */
const everything = ['packages', 'electron', 'system', 'tensorflow', 'dataset'];

const names = /** @type {Need[]} */ (Object.keys(steps));

/**
 * Makes sure that what is needed is there. Says and does nothing if it is; can be interrupted and run again.
 * @param {{ need?: readonly Need[], report?: import('./step.mjs').Report }} [options]
 * @throws {Failure} naming what is missing and what to do about it
 */
export async function setup({ need = everything, report = createReport() } = {}) {
  checkNode();
  const wanted = names.filter((name) => need.includes(name));
  if (await allDone(wanted)) return;
  // Two commands started side by side in one checkout must not both run `npm ci`.
  await withLock(
    statePath('set-up.lock'),
    async () => {
      for (const name of wanted) {
        const step = steps[name];
        if (await step.isDone()) continue;
        await report.step(step.title, () => step.run(report));
      }
    },
    { onWait: (holder) => report.note(`waiting for another set-up (${holder})`) },
  );
}

/** @param {readonly Need[]} wanted */
async function allDone(wanted) {
  for (const name of wanted) if (!(await steps[name].isDone())) return false;
  return true;
}

function checkNode() {
  const manifest = /** @type {{ engines: { node: string } }} */ (readJson(`${root}/package.json`));
  if (isAtLeast(versions.node, manifest.engines.node)) return;
  throw new Failure(`Node.js is ${versions.node}; LinearLab needs ${manifest.engines.node}.`, {
    todo: 'install a newer Node.js, for instance the current LTS release, and run the command again',
  });
}

/** @param {string[]} args @returns {Need[]} */
function readNeeds(args) {
  const unknown = args.find((arg) => !names.some((name) => name === arg));
  if (unknown !== undefined) {
    throw new Failure(`There is no step "${unknown}" in the set-up.`, {
      todo: `name one or more of ${names.join(', ')}, or none for all that the app and its tests need`,
      code: 2,
    });
  }
  return names.filter((name) => args.includes(name));
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  void command(async () => {
    const named = readNeeds(argv.slice(2));
    await setup(named.length > 0 ? { need: named } : {});
    return 0;
  });
}
