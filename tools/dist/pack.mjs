// @ts-check
/** From the checkout to the app's folder: set up, built, staged, packed, checked. */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { onlyIfChanged } from '../lib/stamp.mjs';
import { electronRuntime, setup } from '../setup/index.mjs';
import { archived, contentProblems, filesIn } from './content.mjs';
import { readFuses, runBuilder } from './folder.mjs';
import { drawIcons } from './icons.mjs';
import { writeLicences } from './licences.mjs';
import { builtFolder, icons, licences } from './places.mjs';
import { stage } from './stage.mjs';

/** @typedef {import('./folder.mjs').Runtime} Runtime */

/** Problems that are listed; one wrong pattern makes hundreds. */
const SHOWN = 20;

/**
 * Makes the app's folder in `dist/` unless it is up to date.
 * @returns {Promise<{ runtime: Runtime, version: string }>}
 */
export async function packFolder() {
  await setup();
  await ensureBuilt();
  const runtime = readRuntime();
  const version = versionOf(runtime);
  if (!runtime.official) {
    console.log(
      `DEVELOPMENT BUILD: Electron ${runtime.version} stands in for the official one, which can't be had here. ` +
        'It gets no security fixes: what is made is for tests and never a release.',
    );
  }
  const { folder, executable } = builtFolder(process.platform, process.arch);
  await onlyIfChanged(
    {
      name: 'dist',
      inputs: [
        ...['out/main', 'out/preload', 'out/renderer', 'out/licences.json', 'resources'],
        ...['electron-builder.yml', 'package.json', 'package-lock.json', 'tools/dist'],
        '.runtime/electron.json',
      ],
      output: executable.slice(root.length + 1),
    },
    async () => {
      console.log('Packing the app');
      await stage(version);
      await drawIcons(icons);
      await writeLicences(licences, runtime.folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await runBuilder(runtime, ['dir']);
      await readFuses();
      const problems = contentProblems(await contentOf(folder));
      if (problems.length > 0) {
        const shown = problems.slice(0, SHOWN).join('\n');
        throw new Failure(`The package is not as it must be (${problems.length}):\n${shown}`);
      }
    },
  );
  return { runtime, version };
}

/** @param {string} folder @returns {Promise<string[]>} all files, those of the archive below `app.asar/` */
export async function contentOf(folder) {
  const files = (await filesIn(folder)).map(({ path }) => path);
  return [...files, ...archived().map((path) => `app.asar/${path}`)];
}

/** @returns {Runtime} */
function readRuntime() {
  const { folder, version, official } = electronRuntime();
  const named = version ?? readVersion(folder);
  if (!existsSync(folder) || named === undefined) {
    throw new Failure(`There is no Electron in ${folder}.`);
  }
  // Whoever names a folder answers for it only if it holds the version that package.json asks for.
  const { version: wanted } = /** @type {{ version: string }} */ (
    readJson(join(root, 'node_modules', 'electron', 'package.json'))
  );
  return { folder, version: named, official: official ?? named === wanted };
}

/** Each runtime's folder has its version in a file. @param {string} folder */
function readVersion(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/** @param {Runtime} runtime */
function versionOf({ official }) {
  const { version } = /** @type {{ version: string }} */ (readJson(join(root, 'package.json')));
  return official ? version : `${version}-development`;
}
