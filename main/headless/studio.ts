/** The window that is drawn but never shown, to take a picture of. */
import type { BrowserWindow } from 'electron';
import { setTimeout as pause } from 'node:timers/promises';
import type { Studio } from './train';

const pages = { softmax: 'softmax-regression', linear: 'linear-regression' };
const LIMIT_MS = 30_000;

/**
 * Runs in the page: resolves once the page says that nothing is under way and all is drawn (`<html data-settled="true">`),
 * and still says so two frames later, when it has heard of all that was sent before.
 */
const whenSettled = `new Promise((resolve) => {
  const settled = () => document.documentElement.dataset.settled === 'true';
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const check = () => frames(() => (settled() ? frames(() => (settled() ? resolve(true) : check())) : check()));
  check();
})`;

export class HiddenStudio implements Studio {
  readonly #open: (hash: string) => BrowserWindow;
  #window: BrowserWindow | null = null;

  /** @param open opens the app's own window, hidden, at a place of the page. */
  constructor(open: (hash: string) => BrowserWindow) {
    this.#open = open;
  }

  open(lab: keyof typeof pages): void {
    this.#window = this.#open(`#/${pages[lab]}`);
  }

  async capture(): Promise<Uint8Array> {
    if (this.#window === null) throw new Error('no window is open');
    const { webContents } = this.#window;
    const limit = new AbortController();
    const settled: unknown = await Promise.race([
      webContents.executeJavaScript(whenSettled),
      pause(LIMIT_MS, false, { signal: limit.signal }),
    ]);
    limit.abort();
    if (settled !== true) throw new Error(`the page was not drawn within ${LIMIT_MS / 1000} s`);
    return (await webContents.capturePage()).toPNG();
  }
}
