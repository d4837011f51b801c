/** The window: sandboxed, isolated, shown when it is drawn, and brought back when it crashes or hangs. */
import type { Theme } from '#contract/settings';
import { m } from '#messages';
import { app, BrowserWindow, dialog, screen, type WebPreferences } from 'electron';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from './diagnostics/logger';
import { ORIGIN } from './protocol';
import { CrashCount } from './trainer/crash-count';
import { restoredBounds, type WindowPlace } from './window-place';

export interface WindowOptions {
  /** The page, on the app's own scheme or on the development server. */
  readonly home: URL;
  readonly preload: string;
  readonly theme: Theme;
  readonly devTools: boolean;
  readonly log: Logger;
}

/** The page: the development server's where there is one, else the built one on the app's own scheme. */
export function homePage(): URL {
  const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return new URL(server ?? `${ORIGIN}/index.html`);
}

/** The app has one window. */
export function currentWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows()[0];
}

/** The page's own background, so that nothing flashes before it is drawn. */
const backgrounds: Readonly<Record<Theme, string>> = {
  light: '#F7F6F2',
  dark: '#131518',
  contrast: '#000000',
};

const size = { width: 1280, height: 720 };

/** A page that cannot be drawn must not keep the rest of the app waiting. */
const DRAWN_LIMIT_MS = 3000;

export interface OpenedWindow {
  readonly window: BrowserWindow;
  /** Once the page is drawn for the first time, or was given up on. */
  readonly drawn: Promise<unknown>;
}

/** Opens the app's window where it was when it was last closed. */
export function openWindow(options: WindowOptions, place: WindowPlace | undefined): OpenedWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = createWindow(options, restoredBounds(place, screens));
  const shown = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => {
      if (place?.maximized) window.maximize();
      window.show();
      resolve();
    });
  });
  bringBack(window, options.log);
  load(window, options);
  return { window, drawn: Promise.race([shown, pause(DRAWN_LIMIT_MS)]) };
}

/** A window that is drawn but not shown, to be captured. */
export function openHiddenWindow(options: WindowOptions): BrowserWindow {
  const window = createWindow(options, undefined);
  load(window, options);
  return window;
}

function createWindow(
  { preload, theme, devTools }: WindowOptions,
  bounds: Electron.Rectangle | undefined,
): BrowserWindow {
  return new BrowserWindow({
    ...size,
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    useContentSize: true,
    title: 'LinearLab',
    backgroundColor: backgrounds[theme],
    autoHideMenuBar: true,
    show: false,
    webPreferences: webPreferences(preload, devTools),
  });
}

function webPreferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    devTools,
    // Curves keep being drawn while a student looks at another window.
    backgroundThrottling: false,
  };
}

function load(window: BrowserWindow, { home, log }: WindowOptions): void {
  window.loadURL(home.href).catch((error: unknown) => {
    log.error('the page could not be loaded', error);
  });
}

/** The run belongs to main and goes on: a new page picks it up where it stands. */
function bringBack(window: BrowserWindow, log: Logger): void {
  const crashes = new CrashCount();
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error(`the window's process ended: ${reason} (${exitCode})`);
    if (crashes.add(performance.now())) void askToReopen(window, () => crashes.clear());
    else window.webContents.reload();
  });
  let asking = false;
  window.on('unresponsive', () => {
    if (asking) return;
    asking = true;
    log.error('the window does not answer');
    void askToReplace(window).finally(() => {
      asking = false;
    });
  });
}

async function askToReopen(window: BrowserWindow, forget: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: m.main_window_crashed(),
    detail: m.main_window_crashed_detail(),
    buttons: [m.main_window_reopen(), m.main_window_quit()],
    cancelId: 0,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 1) {
    window.close();
    return;
  }
  forget();
  window.webContents.reload();
}

async function askToReplace(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: m.main_window_hung(),
    detail: m.main_window_crashed_detail(),
    buttons: [m.main_window_wait(), m.main_window_reopen()],
    cancelId: 0,
    noLink: true,
  });
  // Ends the process for certain, and so brings it back as after a crash.
  if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
}
