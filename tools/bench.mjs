// @ts-check
/**
 * `npm run bench [-- --quick] [--write] [--only part-of-an-id]`: measures what the project promises of its speed and size, prints a
 * line for each goal, and writes `out/bench.json`; with `--write`, `docs/benchmarks.md` too. Close other programs first.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appSections } from './bench/app.mjs';
import { withContext } from './bench/context.mjs';
import { history } from './bench/history.mjs';
import { line, markdown } from './bench/report.mjs';
import { notAvailable, row } from './bench/rows.mjs';
import { trainingSections } from './bench/training.mjs';
import { understanding } from './bench/understanding.mjs';
import { command, Failure, reasonOf } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  const { quick, write, only } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  }).values;
  if (quick && write) {
    throw new Failure('--write takes the whole benchmark: a quick look has no spread.', {
      code: 2,
    });
  }
  await setup();
  const sections = [...trainingSections, ...appSections, history, understanding].filter(
    ({ goals }) => goals.some(({ id }) => id.includes(only)),
  );
  const note = (/** @type {string} */ text) => console.error(`bench: ${text}`);

  const { rows, figures, versions } = await withContext({ quick, note }, async (context) => {
    /** @type {import('./bench/rows.mjs').Row[]} */
    const rows = [];
    for (const { name, goals, measure } of sections) {
      note(name);
      const measured = await measure(context).catch(reasonOf);
      for (const goal of goals) {
        const spread = typeof measured === 'string' ? undefined : measured[goal.id];
        const result = spread
          ? row(goal, spread)
          : notAvailable(goal, typeof measured === 'string' ? measured : 'not measured');
        rows.push(result);
        console.log(line(result));
      }
    }
    return { rows, figures: context.figures, versions: context.versions };
  });

  const report = { machine: machine(), versions, date: today(), rows, figures };
  await mkdir(join(root, 'out'), { recursive: true });
  await writeFile(join(root, 'out', 'bench.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  if (write) await writeFile(join(root, 'docs', 'benchmarks.md'), markdown(report));
  const count = (/** @type {boolean | null} */ met) => rows.filter((row) => row.met === met).length;
  console.log(`\n${count(true)} goals met, ${count(false)} missed, ${count(null)} not available.`);
  return 0;
});

function machine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${cpus().length} cores, ${memory} GiB, ${type()} ${arch()}`;
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
