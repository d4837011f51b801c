/** The end of the app: asks once when a run is under way, saves, and leaves no process behind. */
import type { Logger } from './diagnostics/logger';

interface Preventable {
  preventDefault(): void;
}

/** Electron's app and window, as far as their end is concerned. */
export interface ClosingApp {
  on(event: 'before-quit' | 'will-quit', listener: (event: Preventable) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  quit(): void;
  exit(): void;
}
export interface ClosingWindow {
  on(event: 'close', listener: (event: Preventable) => void): unknown;
  close(): void;
}

export interface QuitOptions {
  readonly app: ClosingApp;
  readonly window: ClosingWindow;
  readonly runUnderWay: () => boolean;
  /** Asks whether to stop the run; true to quit. */
  readonly ask: () => Promise<boolean>;
  /** Saves what is under way and ends the trainer. */
  readonly shutdown: () => Promise<void>;
  readonly log: Logger;
}

/** Ctrl+C, a terminal that is closed and the system's end come as signals: each is an orderly end. */
export function quitOnSignals(app: Pick<ClosingApp, 'quit'>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
}

/**
 * Closing the window is what a person does, and is asked about. `app.quit()` is what the system does at the end of a
 * session: nobody is there to answer, and the run is stopped and saved just the same.
 */
export function quitInOrder({ app, window, runUnderWay, ask, shutdown, log }: QuitOptions): void {
  let settled = false;
  let asking = false;
  app.on('before-quit', () => {
    settled = true;
  });
  window.on('close', (event) => {
    if (settled || !runUnderWay()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask().then((quit) => {
      asking = false;
      if (!quit) return;
      settled = true;
      window.close();
    });
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  let ending = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    void shutdown()
      .catch((error: unknown) => {
        log.error('the app could not end in order', error);
      })
      .finally(() => {
        app.exit();
      });
  });
}
