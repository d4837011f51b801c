// @ts-check
/** Python packages for the development tools, each set in a virtual environment of its own in the per-user cache. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPython } from '../setup/python.mjs';
import { Failure } from './failure.mjs';
import { folderOnce } from './files.mjs';
import { cachePath } from './places.mjs';
import { run } from './process.mjs';
import { isAtLeast } from './version.mjs';

const INSTALL_LIMIT_MS = 20 * 60_000;

/**
 * @typedef {object} Packages
 * @property {string} name of the environment
 * @property {string} requirements path of pip's requirements file
 * @property {{ from: string, before: string }} [python] versions of Python that these packages take
 */

/**
 * Makes the environment unless it is there.
 * @param {Packages} packages
 * @param {(text: string) => void} [note] told what takes long
 * @returns {Promise<string>} its Python
 * @throws {Failure} where there is no suitable Python, or pip cannot install the packages
 */
export async function ensurePython(packages, note = () => undefined) {
  const base = await findPython();
  const version = await versionOf(base);
  const { python: wanted } = packages;
  if (wanted && !(isAtLeast(version, wanted.from) && !isAtLeast(version, wanted.before))) {
    throw new Failure(
      `${packages.name} takes Python ${wanted.from} or newer, but older than ${wanted.before}; ${base} is ${version}.`,
      { todo: 'install such a Python and name it in the environment variable PYTHON' },
    );
  }
  const target = await environmentOf(packages, version);
  await folderOnce(target, async (folder) => {
    note(`Python packages for ${packages.name}, once`);
    await succeed(base, ['-m', 'venv', folder]);
    await succeed(pythonIn(folder), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-cache-dir'],
      ...['--progress-bar', 'off', '--requirement', packages.requirements],
    ]);
  });
  return pythonIn(target);
}

/** @param {Packages} packages @param {string} version */
async function environmentOf({ name, requirements }, version) {
  const hash = createHash('sha256')
    .update(`${version}\n`)
    .update(await readFile(requirements));
  return cachePath('python', `${name}-${hash.digest('hex').slice(0, 12)}`);
}

/** An environment still works after it was moved, as long as one calls nothing but its Python. @param {string} folder */
function pythonIn(folder) {
  const windows = join(folder, 'Scripts', 'python.exe');
  return existsSync(windows) ? windows : join(folder, 'bin', 'python');
}

/** @param {string} python */
async function versionOf(python) {
  const proof = 'import platform; print(platform.python_version())';
  const { stdout } = await run(python, ['-c', proof], { stdout: 'keep', timeoutMs: 20_000 });
  return stdout.trim();
}

/** @param {string} command @param {string[]} args */
async function succeed(command, args) {
  const { code, stderr } = await run(command, args, {
    stdout: 'show as error',
    stderr: 'keep',
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (code === 0) return;
  const said = stderr.trim().split('\n').slice(-5).join('\n');
  throw new Failure(`python ${args.slice(0, 3).join(' ')} ended with exit code ${code}.\n${said}`);
}
