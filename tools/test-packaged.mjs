// @ts-check
/**
 * `npm run test:packaged [-- folder | tar.gz | deb …]`: makes packages of this system, installs or unpacks each, and drives it
 * with no network, a fresh profile and a read-only installation, as an ordinary user where it can become one.
 */
import { argv } from 'node:process';
import { targetsFor } from './dist/targets.mjs';
import { closingLine, sum } from './lib/counts.mjs';
import { command } from './lib/failure.mjs';
import { setup } from './setup/index.mjs';

await command(async () => {
  const wished = targetsFor(argv.slice(2), process.platform).filter(({ by }) => by === 'us');
  await setup();
  const [{ makePackages }, { drivePackage }] = await Promise.all([
    import('./dist/make.mjs'),
    import('./dist/drive.mjs'),
  ]);
  const made = await makePackages(wished);
  const counts = [];
  for (const { name, path } of made) {
    console.log(`\n== ${name}`);
    counts.push(await drivePackage(`packaged-${name}`, path));
  }
  const total = sum(counts);
  console.log(`\n${closingLine(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
