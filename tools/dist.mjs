// @ts-check
/**
 * `npm run dist [-- target …]`: packages of the app for this system, in `dist/`. All that this system can make, or only what
 * is named: folder, tar.gz, deb, AppImage; nsis, zip; dmg, zip.
 */
import { argv } from 'node:process';
import { targetsFor } from './dist/targets.mjs';
import { command } from './lib/failure.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  const targets = targetsFor(argv.slice(2), process.platform);
  await setup();
  // Only now: it loads packages that the set-up installs.
  const { makePackages } = await import('./dist/make.mjs');
  await makePackages(targets);
  return 0;
});
