// @ts-check
/**
 * `npm run mutation [-- part…]`: changes `lessons` and `contract` in thousands of small ways, and looks which of the changes no test
 * notices. It takes hours; docs/decisions/0012-mutation-testing.md says what came of it. Reports go to out/mutation/.
 */
import { argv } from 'node:process';
import { ensureMessages } from './lib/build.mjs';
import { command, Failure } from './lib/failure.mjs';
import { run, scriptOf } from './lib/process.mjs';
import { parts } from './mutation/parts.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  const asked = argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) {
    throw new Failure(`npm run mutation does not know "${unknown}".`, {
      todo: `name some of ${Object.keys(parts).join(', ')}, or nothing for all`,
      code: 2,
    });
  }
  await setup({ need: ['packages'] });
  await ensureMessages();
  let worst = 0;
  for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
    console.log(`\n== ${name}`);
    const { code } = await run(
      process.execPath,
      [scriptOf('@stryker-mutator/core', 'stryker'), 'run', 'tools/mutation/stryker.config.mjs'],
      { env: { MUTATION_PART: name, TF_CPP_MIN_LOG_LEVEL: '1' } },
    );
    worst = Math.max(worst, code);
  }
  return worst;
});
