// @ts-check
/** Python, which fetches wheels and drives node-gyp. */
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/process.mjs';
import { ensureDebianPackages, isDebian } from './debian.mjs';

/**
 * @param {{ pip?: boolean }} [want]
 * @returns {Promise<string>} a command that runs Python 3.8 or newer, with pip if wanted
 */
export async function findPython({ pip = false } = {}) {
  const found = await look(pip);
  if (found !== undefined) return found;
  if (isDebian()) {
    await ensureDebianPackages(['python3', 'python3-pip']);
    const installed = await look(pip);
    if (installed !== undefined) return installed;
  }
  throw new Failure(`Python 3.8 or newer${pip ? ' with pip' : ''} was not found.`, {
    todo: 'install Python 3 (python3 and python3-pip), or name it in the environment variable PYTHON',
  });
}

/** @param {boolean} pip */
async function look(pip) {
  const named = process.env['PYTHON'];
  const proof = 'import sys; sys.exit(sys.version_info < (3, 8))';
  for (const python of [...(named ? [named] : []), 'python3', 'python']) {
    if (!(await succeeds(python, ['-c', proof]))) continue;
    if (!pip || (await succeeds(python, ['-m', 'pip', '--version']))) return python;
  }
  return undefined;
}

/** @param {string} command @param {string[]} args */
const succeeds = (command, args) =>
  run(command, args, { stdout: 'keep', stderr: 'keep', timeoutMs: 20_000 }).then(
    ({ code }) => code === 0,
    () => false,
  );
