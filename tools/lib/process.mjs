// @ts-check
/** Child processes that never outlive us: each in its own group, ended with us, and never without a limit if it asks for one. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './places.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the checkout's root if not given
 * @property {NodeJS.ProcessEnv} [env] added to our own environment
 * @property {number} [timeoutMs] after this it is ended, with all it started
 * @property {'show' | 'show as error' | 'keep'} [stdout] shown, shown on standard error, or collected and answered
 * @property {'show' | 'keep'} [stderr]
 */

/**
 * @typedef {object} Result
 * @property {number} code the exit code; 128 and more if a signal ended it, 124 if we did because its time was up
 * @property {NodeJS.Signals | undefined} signal
 * @property {boolean} timedOut
 * @property {string} stdout empty unless kept
 * @property {string} stderr
 */

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const GRACE_MS = 5_000;
const isWindows = process.platform === 'win32';

/** @type {Set<ChildProcess>} */
const children = new Set();
/** @type {NodeJS.Signals | undefined} */
let endedBy;

/**
 * Starts a child in a process group of its own and looks after it. For children that run beside us; see `run` for the rest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options) {
  endWithUs();
  const child = spawn(command, args, { windowsHide: true, ...options, detached: !isWindows });
  children.add(child);
  child.once('close', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Result>} whatever its exit code; it throws only if the command could not be started
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = {}, timeoutMs, stdout = 'show', stderr = 'show' } = options;
  return new Promise((resolve, reject) => {
    const out = stdout === 'keep' ? 'pipe' : stdout === 'show' ? 1 : 2;
    const child = start(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, stderr === 'keep' ? 'pipe' : 2],
    });
    const kept = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text) => (kept.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (kept.stderr += text));
    let timedOut = false;
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            void end(child);
          }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(new Failure(`${command} could not be started: ${error.message}`, { cause: error }));
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({
        code: timedOut ? 124 : (code ?? 128 + numberOf(signal)),
        signal: signal ?? undefined,
        timedOut,
        ...kept,
      });
    });
  });
}

/**
 * Runs a command that talks with whoever sits at the keyboard, to its end. It shares our process group, as only that may read the
 * terminal; so Ctrl-C reaches it without us, and we only wait.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to our own environment
 * @returns {Promise<number>} its exit code
 */
export function converse(command, args, env = {}) {
  process.on('SIGINT', () => {});
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + numberOf(signal)));
  });
}

/** @param {NodeJS.Signals | null} signal */
const numberOf = (signal) => (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15);

/**
 * Ends a child and all it started: asks first, and insists after a while.
 * @param {ChildProcess} child
 */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(insist);
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (isWindows) {
    spawn('taskkill', ['/T', '/F', '/PID', String(child.pid)], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

let armed = false;

/** Ctrl-C, a closed terminal or a request to end reaches all children, as they are not in the terminal's own group. */
function endWithUs() {
  if (armed) return;
  armed = true;
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      // A second Ctrl-C means: now.
      if (endedBy !== undefined) for (const child of children) signalGroup(child, 'SIGKILL');
      endedBy = signal;
      void Promise.all([...children].map(end)).then(() => process.exit(128 + numberOf(signal)));
    });
  }
  process.on('exit', () => {
    for (const child of children) signalGroup(child, 'SIGKILL');
  });
}

const require = createRequire(join(root, 'package.json'));

/**
 * The script behind a command of an installed package. Run with Node itself, it needs no shell, on Windows either.
 * @param {string} packageName
 * @param {string} [name] the command, if it isn't called like the package
 */
export function scriptOf(packageName, name = packageName) {
  const folder = join(root, 'node_modules', packageName);
  /** @type {{ bin?: string | Record<string, string> }} */
  const { bin } = require(join(folder, 'package.json'));
  const script = typeof bin === 'string' ? bin : bin?.[name];
  if (script === undefined) throw new Error(`The package ${packageName} has no command ${name}.`);
  return join(folder, script);
}

/**
 * How to run npm: the very one that runs us, else the one beside Node, else the first on the path.
 * @returns {[command: string, args: string[]]}
 */
export function npmCommand() {
  const ours = process.env['npm_execpath'];
  const here = dirname(process.execPath);
  const places = [
    ...(ours !== undefined && basename(ours) === 'npm-cli.js' ? [ours] : []),
    join(here, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(here, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = places.find((place) => existsSync(place));
  return script === undefined ? ['npm', []] : [process.execPath, [script]];
}
