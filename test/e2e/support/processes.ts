import type { ElectronApplication } from '@playwright/test';
import { readFileSync } from 'node:fs';

/** The ids of all the app's processes. */
export const processesOf = (electron: ElectronApplication) =>
  electron.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));

/** Sends the trainer a signal, and gives its process id. */
export async function signalTrainer(
  electron: ElectronApplication,
  signal: NodeJS.Signals,
): Promise<number> {
  const pid = await electron.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'LinearLab trainer')?.pid,
  );
  if (pid === undefined) throw new Error('there is no trainer');
  process.kill(pid, signal);
  return pid;
}

/** Whether a process of this id is running; one that has ended and only waits to be collected is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
