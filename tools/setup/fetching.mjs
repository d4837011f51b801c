// @ts-check
/**
 * Getting large files through the package managers, so that a mirror or a proxy set up for them is used here too, and
 * nothing but their own settings decides where from.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { removeLeftovers, sha256, sizeOf, withTemporaryFolder } from '../lib/files.mjs';
import { cachePath } from '../lib/places.mjs';
import { npmCommand, run } from '../lib/process.mjs';
import { findPython } from './python.mjs';

/** @typedef {import('./step.mjs').Report} Report */

/**
 * @typedef {object} Archive
 * @property {string} file the archive's file name
 * @property {number} bytes
 * @property {string} sha256
 */
/** @typedef {Archive & { package: string, version: string }} NpmArchive */
/** @typedef {Archive & { package: string, version: string, python: string, platforms: readonly string[] }} Wheel */

const FETCH_LIMIT_MS = 30 * 60_000;

/**
 * @param {NpmArchive} archive
 * @param {Report} report
 * @returns {Promise<string>} the path of the verified archive in the cache
 */
export const fetchFromNpm = (archive, report) =>
  fetchOnce(archive, report, async (folder) => {
    const [npm, first] = npmCommand();
    const spec = `${archive.package}@${archive.version}`;
    // A cache of its own: it grows visibly, and does not leave a second copy in the user's.
    const cache = join(folder, 'cache');
    const { code } = await run(
      npm,
      [...first, 'pack', spec, '--pack-destination', folder, '--cache', cache, '--loglevel=error'],
      { stdout: 'keep', timeoutMs: FETCH_LIMIT_MS },
    );
    if (code !== 0) throw new Failure(`npm pack ${spec} ended with exit code ${code}.`);
  });

/**
 * @param {Wheel} wheel
 * @param {Report} report
 * @returns {Promise<string>} the path of the verified archive in the cache
 */
export const fetchFromPyPI = (wheel, report) =>
  fetchOnce(wheel, report, async (folder) => {
    const python = await findPython({ pip: true });
    const spec = `${wheel.package}==${wheel.version}`;
    const { code } = await run(
      python,
      [
        ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
        ...['--disable-pip-version-check', '--quiet', '--progress-bar', 'off'],
        ...['--python-version', wheel.python],
        ...wheel.platforms.flatMap((platform) => ['--platform', platform]),
        ...['--dest', folder, spec],
      ],
      // pip writes to its temporary folder first: there the progress is seen.
      { stdout: 'show as error', env: { TMPDIR: folder }, timeoutMs: FETCH_LIMIT_MS },
    );
    if (code !== 0) throw new Failure(`pip download ${spec} ended with exit code ${code}.`);
  });

/**
 * @param {string} path a verified archive that is not needed any more
 */
export const discard = (path) => rm(path, { force: true });

/**
 * To be called by who holds the lock of what is made from the archive.
 * @param {Archive} archive
 * @param {Report} report
 * @param {(folder: string) => Promise<void>} fetchInto leaves the archive in the folder it is given
 */
async function fetchOnce(archive, report, fetchInto) {
  const target = cachePath('downloads', archive.file);
  if (existsSync(target)) {
    if ((await sha256(target)) === archive.sha256) return target;
    await rm(target);
  }
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(target);
  await withTemporaryFolder(target, async (folder) => {
    const stop = watchGrowth(folder, archive.bytes, report);
    try {
      await fetchInto(folder);
    } finally {
      stop();
    }
    await rename(await verified(folder, archive), target);
  });
  return target;
}

/** @param {string} folder @param {Archive} archive */
async function verified(folder, archive) {
  const path = join(folder, archive.file);
  if (!existsSync(path)) {
    const found = (await readdir(folder)).filter((name) => name.includes('.')).join(', ');
    throw new Failure(`Expected the file ${archive.file}, got ${found || 'nothing'}.`);
  }
  const actual = await sha256(path);
  if (actual === archive.sha256) return path;
  throw new Failure(
    `${basename(path)} has the SHA-256 ${actual}, expected ${archive.sha256}: it is not the file this set-up was made for.`,
    { todo: 'look at what the package mirror in use delivers; nothing of the file was kept' },
  );
}

/**
 * Package managers show progress to people only; the size of what they have written so far tells it everywhere.
 * @param {string} folder
 * @param {number} total
 * @param {Report} report
 */
function watchGrowth(folder, total, report) {
  const timer = setInterval(() => {
    sizeOf(folder).then(
      (size) => size > 0 && report.progress(size, total),
      () => undefined,
    );
  }, 500);
  return () => clearInterval(timer);
}
