// @ts-check
/** Fashion-MNIST: found on this system or fetched, checked, and put where the app looks for it in development. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../lib/failure.mjs';
import { folderOnce, linkTree, readJson, withTemporaryFolder, writeJson } from '../lib/files.mjs';
import { cachePath, root, statePath } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { downloadPackage, isDebian } from './debian.mjs';
import { download } from './download.mjs';
import { whatIsWrong } from './idx.mjs';

/** @typedef {import('./step.mjs').Report} Report */

/** @type {{ name: string, files: import('./idx.mjs').DataFile[] }} */
const { name, files } = JSON.parse(
  readFileSync(join(root, 'contract', 'fashion-mnist.json'), 'utf8'),
);

/** Each has the four files under their upstream names. Never http: what comes that way could be anybody's. */
export const MIRRORS = [
  'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
];
const DEBIAN_PACKAGE = `dataset-${name}`;
const SYSTEM_FOLDER = join('/usr/share/datasets', name);

const resources = join(root, 'resources', 'datasets', name);
const record = statePath('dataset.json');

/** @type {import('./step.mjs').Step} */
export const dataset = {
  title: 'Fashion-MNIST',

  isDone() {
    const checked = /** @type {Record<string, Print | undefined> | undefined} */ (readJson(record));
    return files.every(({ file }) => isSame(printOf(join(resources, file)), checked?.[file]));
  },

  async run(report) {
    const kept = cachePath('datasets', name);
    await folderOnce(kept, (folder) => fill(folder, report));
    // A cache can be damaged after the fact; what is handed to the app was checked just now.
    const fault = await whatIsWrongIn(kept);
    if (fault !== undefined) {
      report.note(`  ${fault}; getting it anew`);
      await withTemporaryFolder(kept, async (folder) => {
        await fill(folder, report);
        await linkTree(folder, kept);
      });
    }
    await linkTree(kept, resources);
    await writeJson(
      record,
      Object.fromEntries(files.map(({ file }) => [file, printOf(join(resources, file))])),
    );
  },
};

/** @typedef {{ size: number, mtimeMs: number }} Print */

/** What tells cheaply that a checked file is still the same. @param {string} path @returns {Print | undefined} */
function printOf(path) {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return size === undefined || mtimeMs === undefined ? undefined : { size, mtimeMs };
}

/** @param {Print | undefined} a @param {Print | undefined} b */
const isSame = (a, b) => a !== undefined && a.size === b?.size && a.mtimeMs === b.mtimeMs;

/**
 * Fills a folder with the four files, from the first place that has them right.
 * @param {string} folder
 * @param {Report} report
 */
async function fill(folder, report) {
  const data = process.env['LINEAR_LAB_DATA'];
  const places = [...(data ? [join(data, 'datasets', name)] : []), resources, SYSTEM_FOLDER];
  for (const place of places) if (await takeFrom(place, folder, report)) return;
  if (isDebian() && (await takeFromDebian(folder, report))) return;
  await takeFromMirrors(folder, report);
}

/**
 * @param {string} place
 * @param {string} folder
 * @param {Report} report
 * @returns {Promise<boolean>} whether it had them
 */
async function takeFrom(place, folder, report) {
  if (!existsSync(place)) return false;
  const fault = await whatIsWrongIn(place);
  if (fault !== undefined) {
    report.note(`  ${fault}; looking elsewhere`);
    return false;
  }
  await mkdir(folder, { recursive: true });
  // Copies: a file that is somebody else's must not change ours when it changes.
  for (const { file } of files) await copyFile(join(place, file), join(folder, file));
  return true;
}

/** @param {string} folder @param {Report} report */
async function takeFromDebian(folder, report) {
  try {
    return await withTemporaryFolder(`${folder}-debian`, async (temporary) => {
      report.note(`  from the Debian package ${DEBIAN_PACKAGE}`);
      await downloadPackage(DEBIAN_PACKAGE, temporary);
      // Unpacked, not installed: that needs no rights and leaves the system as it is.
      const unpacked = join(temporary, 'unpacked');
      await run('sh', ['-c', 'dpkg-deb -x ./*.deb unpacked'], { cwd: temporary });
      return takeFrom(join(unpacked, SYSTEM_FOLDER), folder, report);
    });
  } catch (error) {
    report.note(`  ${reasonOf(error)}`);
    return false;
  }
}

/** @param {string} folder @param {Report} report */
async function takeFromMirrors(folder, report) {
  for (const expected of files) {
    report.note(`  downloading ${expected.file}`);
    await download({
      sources: MIRRORS.map((mirror) => `${mirror}${expected.file}`),
      target: join(folder, expected.file),
      check: (path) => whatIsWrongWith(path, expected),
      progress: report.progress,
    });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string | undefined>} the first fault found, with the file's name
 */
async function whatIsWrongIn(folder) {
  for (const expected of files) {
    const path = join(folder, expected.file);
    const fault = await whatIsWrongWith(path, expected);
    if (fault !== undefined) return `${path} ${fault}`;
  }
  return undefined;
}

/** @param {string} path @param {import('./idx.mjs').DataFile} expected */
async function whatIsWrongWith(path, expected) {
  const packed = await readFile(path).catch(() => undefined);
  return packed === undefined ? 'is missing' : whatIsWrong(expected, packed);
}
