// @ts-check
/**
 * `npm run coverage`: how much of `lessons`, `contract` and `main` the unit and integration tests run, a line a folder; coverage/index.html
 * shows it in the sources. It fails where a branch of `main/runs` or `main/dataset` is not taken: test it, or say beside it why not
 * (`v8 ignore`). What runs in a process of its own, as the trainer does in the integration tests, is not seen.
 */
import { join } from 'node:path';
import { ensureMessages } from './lib/build.mjs';
import { branchesNotTaken, byFolder, coverageTable } from './lib/coverage.mjs';
import { command, Failure } from './lib/failure.mjs';
import { readJson } from './lib/files.mjs';
import { root } from './lib/places.mjs';
import { run, scriptOf } from './lib/process.mjs';
import { setup } from './setup/index.mjs';

/** Their branches are all taken, or explained: see the thresholds in vitest.config.ts. */
const WHOLE = /^main\/(runs|dataset)\//;

await command(async () => {
  await setup();
  await ensureMessages();
  const { code } = await run(
    process.execPath,
    [
      ...[scriptOf('vitest'), 'run', '--project', 'unit', '--project', 'integration'],
      ...['--coverage', '--reporter=default', '--silent=true'],
      // Those of the window and the tools run none of it.
      ...['test/unit/contract', 'test/unit/lessons', 'test/unit/main', 'test/integration'],
    ],
    {
      timeoutMs: 45 * 60_000,
      env: { NODE_ENV: 'test', TF_CPP_MIN_LOG_LEVEL: '1' },
    },
  );
  const summary = /** @type {import('./lib/coverage.mjs').Summary | undefined} */ (
    readJson(join(root, 'coverage', 'coverage-summary.json'))
  );
  const report = /** @type {Parameters<branchesNotTaken>[0] | undefined} */ (
    readJson(join(root, 'coverage', 'coverage-final.json'))
  );
  if (!summary?.['total'] || !report) throw new Failure('The tests left no report of coverage.');
  console.log(`\n${coverageTable([...byFolder(summary, root), ['all', summary['total']]])}`);
  const open = branchesNotTaken(report, root).filter((place) => WHOLE.test(place));
  if (open.length > 0) console.log(`\nBranches that no test takes:\n  ${open.join('\n  ')}`);
  return code;
});
