// @ts-check
/** How much memory a program takes, with all the processes it started. */
import { readdir, readFile } from 'node:fs/promises';

/**
 * The proportional set size on Linux: what processes share (Chromium's own code above all) counts once. Elsewhere what Chromium knows of
 * its processes: private bytes on Windows, the resident size on macOS.
 * @param {import('@playwright/test').ElectronApplication} electron
 * @returns {Promise<number>} bytes
 */
export async function memoryOf(electron) {
  const pid = electron.process().pid;
  if (process.platform === 'linux' && pid !== undefined) return proportionalBytes(pid);
  const kilobytes = await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .reduce((sum, { memory }) => sum + (memory.privateBytes ?? memory.workingSetSize), 0),
  );
  return kilobytes * 1024;
}

/** @param {number} pid of the first process */
async function proportionalBytes(pid) {
  const family = await descendants(pid);
  const sizes = await Promise.all(
    family.map(async (member) => {
      // A process may end while we look.
      const text = await readFile(`/proc/${member}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @param {number} pid @returns {Promise<number[]>} it and all that descend from it */
async function descendants(pid) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const child of pids) {
    const stat = await readFile(`/proc/${child}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the parent is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const family = [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}
