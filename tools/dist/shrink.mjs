// @ts-check
/** The same, stored smaller: the npm packages' scripts without their comments, the runtime without its symbol tables. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { minify } from 'vite';
import { Failure } from '../lib/failure.mjs';
import { readJson, temporaryName } from '../lib/files.mjs';
import { run } from '../lib/process.mjs';
import { isOnPath } from '../setup/system.mjs';

const SCRIPT = /\.[cm]?js$/;
/** Of the runtime's folder: programs and libraries. */
const PROGRAM = /^[^.]+$|\.so(\.\d+)*$/;
const ELF = '\x7fELF';

/**
 * Rewrites every script below a folder without comments, line breaks and long local names. No expression is changed, and functions
 * and classes keep their names, which errors show.
 * @param {string} folder of packages; its files may be links to others', which stay as they are
 */
export async function minifyScripts(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (!entry.isFile() || !SCRIPT.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const code = await minified(path, await readFile(path, 'utf8'));
    if (code !== undefined) await replace(path, (temporary) => writeFile(temporary, code));
  }
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Promise<string | undefined>} nothing where it would not be smaller, or is no script that stands alone
 */
async function minified(path, text) {
  const { code, errors } = await minify(path, text, {
    module: isModule(path),
    compress: false,
    // Node reads from their assignments what a CommonJS module exports.
    mangle: { keepNames: true, toplevel: false, reserved: ['exports', 'module', 'require'] },
  });
  return errors.length === 0 && code.length < text.length ? code : undefined;
}

/** @param {string} path */
function isModule(path) {
  if (extname(path) !== '.js') return extname(path) === '.mjs';
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const found = /** @type {{ type?: string } | undefined} */ (
      readJson(join(folder, 'package.json'))
    );
    if (found) return found.type === 'module';
  }
  return false;
}

/**
 * Takes the symbol tables out of the runtime's programs and libraries: nothing is linked against them any more.
 * @param {string} folder of the app, on Linux
 */
export async function stripRuntime(folder) {
  if (!isOnPath('strip')) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isFile() || !PROGRAM.test(entry.name) || !(await isElf(path))) continue;
    await replace(path, async (temporary) => {
      const { code, stderr } = await run('strip', ['--strip-all', '-o', temporary, path], {
        stdout: 'keep',
        stderr: 'keep',
      });
      if (code !== 0) throw new Failure(`strip ${path} failed (exit code ${code}):\n${stderr}`);
    });
  }
}

/** @param {string} path */
const isElf = async (path) => (await readFile(path)).toString('latin1', 0, 4) === ELF;

/**
 * By a new file of the same name: other links to the old one stay as they are.
 * @param {string} path
 * @param {(temporary: string) => Promise<unknown>} make
 */
async function replace(path, make) {
  const temporary = temporaryName(path);
  try {
    await make(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
