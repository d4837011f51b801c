// @ts-check
/** `npm start [-- options of the app]`: sets up, builds, opens the app; without a screen it trains off-screen. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { runElectron } from './lib/app.mjs';
import { appArguments, timeLimit } from './lib/arguments.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { command, Failure } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { hasScreen } from './lib/screen.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  const offScreen = !hasScreen();
  const args = appArguments(argv.slice(2), offScreen);
  // On a screen a person decides when it ends; off-screen nobody would notice that it hangs.
  const timeoutMs = timeLimit(process.env['LINEAR_LAB_TIME_LIMIT'], offScreen);

  await setup();
  await ensureBuilt();
  await mkdir(join(root, 'out'), { recursive: true });
  if (offScreen) console.error(`No screen here: running off-screen: linearlab ${args.join(' ')}`);
  const { code, timedOut } = await runElectron(args, timeoutMs === undefined ? {} : { timeoutMs });
  if (timedOut) {
    throw new Failure(
      `The app was still running after ${(timeoutMs ?? 0) / 60_000} minutes and was ended.`,
      {
        todo: 'give it more with LINEAR_LAB_TIME_LIMIT=<minutes>',
        code,
      },
    );
  }
  return code;
});
