// @ts-check
/** Installs a package somewhere and drives it, with no network where that can be had. */
import { rm } from 'node:fs/promises';
import { countPlaywright, ONE_FAILED, settle } from '../lib/counts.mjs';
import { readJson } from '../lib/files.mjs';
import { statePath } from '../lib/places.mjs';
import { run, scriptOf } from '../lib/process.mjs';
import { withScreen } from '../lib/screen.mjs';
import { withoutNetwork } from './isolation.mjs';

const LIMIT_MS = 15 * 60_000;

/**
 * @param {string} name of the report
 * @param {string} what a folder, a .tar.gz or a .deb
 * @param {{ title?: string | undefined, files?: readonly string[] }} [wish]
 * @returns {Promise<import('../lib/counts.mjs').Counts>}
 */
export async function drivePackage(name, what, { title, files = [] } = {}) {
  const report = statePath('reports', `${name}.json`);
  await rm(report, { force: true });
  const isolation = await withoutNetwork();
  if (isolation.length === 0) {
    console.log('  the network cannot be cut here: the app is tested with it');
  }
  const command = [
    ...[...isolation, process.execPath, scriptOf('@playwright/test', 'playwright'), 'test'],
    ...['--config', 'test/packaged/playwright.config.ts', '--reporter', 'list,json'],
    ...(title === undefined ? [] : ['--pass-with-no-tests', '--grep', title]),
    ...files,
  ];
  const { code } = await withScreen((screen) =>
    run(command[0] ?? '', command.slice(1), {
      timeoutMs: LIMIT_MS,
      env: {
        ...screen,
        LINEAR_LAB_PACKAGE: what,
        LINEAR_LAB_NETWORK_CUT: String(isolation.length > 0),
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    }),
  );
  const read = /** @type {import('../lib/counts.mjs').PlaywrightReport | undefined} */ (
    readJson(report)
  );
  const { counts, problem } = settle(read && countPlaywright(read), {
    code,
    filtered: title !== undefined,
  });
  if (problem !== undefined) console.log(`\npackaged: ${problem}`);
  return counts ?? ONE_FAILED;
}
