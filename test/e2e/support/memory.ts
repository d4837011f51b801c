import type { CDPSession, ElectronApplication, Page } from '@playwright/test';

/** What the window holds, after its garbage was collected. */
export interface Held {
  readonly heapBytes: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** Asks the window what it holds. */
export async function memoryOf(page: Page): Promise<() => Promise<Held>> {
  const devTools: CDPSession = await page.context().newCDPSession(page);
  return async () => {
    await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    const { jsEventListeners, nodes } = await devTools.send('Memory.getDOMCounters');
    return { heapBytes: usedSize, listeners: jsEventListeners, nodes };
  };
}

/** Bytes of memory that the trainer holds. */
export async function trainerBytes(electron: ElectronApplication): Promise<number> {
  const kilobytes = await electron.evaluate(
    ({ app }) =>
      app.getAppMetrics().find(({ name }) => name === 'LinearLab trainer')?.memory.workingSetSize,
  );
  if (kilobytes === undefined) throw new Error('there is no trainer');
  return kilobytes * 1024;
}
