// @ts-check
/** Packages of Debian and its kin: installed if we may, else named with the exact command. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { Failure } from '../lib/failure.mjs';
import { run } from '../lib/process.mjs';

export const isDebian = () =>
  process.platform === 'linux' &&
  existsSync('/usr/bin/apt-get') &&
  existsSync('/usr/bin/dpkg-query');

const isRoot = () => process.getuid?.() === 0;

/** Newer releases renamed these when time_t grew to 64 bits. */
const RENAMED = new Map([
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
]);

/**
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} those that are not installed, under either of their names
 */
export async function missingPackages(names) {
  const all = names.flatMap((name) => [name, RENAMED.get(name) ?? []]).flat();
  const { stdout } = await run(
    'dpkg-query',
    ['--show', '--showformat=${Package} ${db:Status-Status}\n', ...all],
    { stdout: 'keep', stderr: 'keep' },
  );
  return notInstalled(names, stdout);
}

/**
 * @param {readonly string[]} names
 * @param {string} status lines of `package status` from dpkg-query
 */
export function notInstalled(names, status) {
  const installed = new Set(
    status
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, state]) => state === 'installed')
      .map(([name]) => name),
  );
  return names.filter((name) => !installed.has(name) && !installed.has(RENAMED.get(name) ?? name));
}

/**
 * Installs what is missing of these packages, if we may.
 * @param {readonly string[]} names
 */
export async function ensureDebianPackages(names) {
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  if (!isRoot()) {
    throw new Failure(`Missing on this system: ${missing.join(', ')}.`, {
      todo: `run this once, then the command again:\n  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
    });
  }
  await updateLists();
  await apt('install', ['--yes', '--no-install-recommends', ...(await currentNames(missing))]);
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} under the names that this release knows
 */
async function currentNames(names) {
  const { stdout } = await run('apt-cache', ['pkgnames'], { stdout: 'keep' });
  const known = new Set(stdout.split('\n'));
  return names.map((name) => {
    const renamed = RENAMED.get(name);
    return renamed !== undefined && known.has(renamed) ? renamed : name;
  });
}

/** Fetches the package lists if there are none, as in a fresh container. */
async function updateLists() {
  const lists = await readdir('/var/lib/apt/lists').catch(() => []);
  if (lists.some((name) => name.endsWith('_Packages') || name.includes('_Packages.'))) return;
  if (isRoot()) await apt('update', []);
}

/** @param {string} action @param {string[]} args */
async function apt(action, args) {
  const { code } = await run(
    'apt-get',
    // Another apt may be at work, such as the system's own updates.
    [action, '--quiet=2', '--option', 'DPkg::Lock::Timeout=300', ...args],
    {
      stdout: 'show as error',
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: 15 * 60_000,
    },
  );
  if (code !== 0) {
    throw new Failure(`apt-get ${action} ended with exit code ${code}; its own message is above.`, {
      todo: `run it by hand and see what it says: apt-get update && apt-get ${action} ${args.join(' ')}`,
    });
  }
}

/**
 * Fetches a package's file without installing it. Needs no rights.
 * @param {string} name
 * @param {string} folder where the .deb is put
 */
export async function downloadPackage(name, folder) {
  await updateLists();
  const asRoot = isRoot() ? ['--option', 'APT::Sandbox::User=root'] : [];
  const { code, stderr } = await run('apt-get', ['download', '--quiet=2', ...asRoot, name], {
    cwd: folder,
    stdout: 'keep',
    stderr: 'keep',
    timeoutMs: 10 * 60_000,
  });
  if (code !== 0) throw new Failure(`apt-get download ${name}: ${stderr.trim() || `exit ${code}`}`);
}
