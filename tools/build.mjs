// @ts-check
/** `npm run build`: builds the app into `out/`, if its sources have changed. */
import { ensureBuilt } from './lib/build.mjs';
import { command } from './lib/failure.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  await setup({ need: ['packages'] });
  console.log((await ensureBuilt()) ? 'Built into out/.' : 'out/ is up to date.');
  return 0;
});
