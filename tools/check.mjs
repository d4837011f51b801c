// @ts-check
/** `npm run check`: format, lint, types, import rules and circles, unused code. */
import { runChecks } from './lib/checks.mjs';
import { closingLine } from './lib/counts.mjs';
import { command } from './lib/failure.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  await setup({ need: ['packages'] });
  const counts = await runChecks();
  console.log(closingLine(counts));
  return counts.failed > 0 ? 1 : 0;
});
