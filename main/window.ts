/** The window: sandboxed, isolated, shown when it is drawn, and brought back when it crashes or hangs. */
import type { Theme } from '#contract/settings';
import { BrowserWindow, screen, type WebPreferences } from 'electron';
import type { Logger } from './log';
import { restoredBounds, type WindowPlace } from './window-place';

export interface WindowOptions {
  /** The page, on the app's own scheme or on the development server. */
  readonly home: URL;
  readonly preload: string;
  readonly theme: Theme;
  readonly devTools: boolean;
  /** Where it was when it was last closed. */
  readonly place: WindowPlace | undefined;
  /** False for a window that is only drawn, to be captured. */
  readonly show: boolean;
}

/** The page's own background, so that nothing flashes before it is drawn. */
const backgrounds: Readonly<Record<Theme, string>> = {
  light: '#F7F6F2',
  dark: '#131518',
  contrast: '#000000',
};

const size = { width: 1280, height: 720, minWidth: 1024, minHeight: 640 };

export function openWindow(options: WindowOptions, log: Logger): BrowserWindow {
  const window = new BrowserWindow({
    ...size,
    useContentSize: true,
    ...restoredBounds(
      options.place,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    title: 'LinearLab',
    backgroundColor: backgrounds[options.theme],
    autoHideMenuBar: true,
    show: false,
    webPreferences: webPreferences(options),
  });
  if (options.show) {
    window.once('ready-to-show', () => {
      if (options.place?.maximized) window.maximize();
      window.show();
    });
  }
  bringBack(window, log);
  load(window, options.home, log);
  return window;
}

function webPreferences({ preload, devTools }: WindowOptions): WebPreferences {
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

function load(window: BrowserWindow, home: URL, log: Logger): void {
  window
    .loadURL(home.href)
    .catch((error: unknown) => log.error('the page could not be loaded', error));
}

/** The run belongs to main and goes on: a new page picks it up where it stands. */
function bringBack(window: BrowserWindow, log: Logger): void {
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    log.error(`the window's process ended: ${reason} (${exitCode})`);
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  window.on('unresponsive', () => {
    log.error('the window does not answer; its process is replaced');
    // Ends the process for certain, which brings it back above.
    window.webContents.forcefullyCrashRenderer();
  });
}
