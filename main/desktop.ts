/** The app as a person uses it: its window, what comes to it from the system, and its end. */
import { app, ipcMain, nativeTheme, type BrowserWindow } from 'electron';
import type { Application } from './application';
import { createDispatch, isFromPage, sendEvents, serveCalls } from './ipc';
import { filesOfLaunch } from './launch/launch-data';
import { followOpenedFiles } from './launch/opened-files';
import { openFile, showMenu } from './menu-bar';
import { quitInOrder } from './quit';
import { isOnOrigin, originOf } from './security';
import { askToQuit, askToUpdate, built, effectiveTheme, systemTheme } from './surroundings';
import { Updates } from './upkeep/updates';
import { currentWindow, homePage, openWindow, type WindowOptions } from './window';
import { placeFileIn, writePlace } from './window-place';

/** Answers the window's calls and passes events on to it. */
export function connectWindow({ core, log }: Application): void {
  const origin = originOf(homePage());
  const contents = () => currentWindow()?.webContents;
  serveCalls(
    ipcMain,
    createDispatch(core.handlers, log),
    (sender) => isFromPage(sender, contents(), (url) => isOnOrigin(url, origin)),
    log,
  );
  core.events.relay(sendEvents(contents));
  nativeTheme.on('updated', () => {
    core.events.emit('systemTheme', systemTheme());
  });
}

export function windowOptions({ settings, log }: Application, hash = ''): WindowOptions {
  const home = homePage();
  home.hash = hash;
  return {
    home,
    preload: built.preload,
    theme: effectiveTheme(settings.current),
    devTools: !app.isPackaged,
    log,
  };
}

/** The app as a person uses it. @returns once the window's page is drawn */
export function openDesktop(
  application: Application,
  files: readonly string[] = [],
): Promise<unknown> {
  const { core, profile, recent, log, place: before } = application;
  const placeFile = placeFileIn(profile.paths.window);
  showMenu(core, recent);
  const { window, drawn } = openWindow(windowOptions(application), before);
  const open = (file: string) => {
    openFile(core, file);
  };
  app.on('second-instance', (_, argv, cwd) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    filesOfLaunch(argv, cwd).forEach(open);
  });
  files.forEach(open);
  followOpenedFiles(open);
  lookForUpdates(application, window);
  let place = { ...window.getContentBounds(), maximized: false };
  window.on('close', () => {
    const maximized = window.isMaximized();
    // The content's own size, as the window is opened by it; a maximized one comes back as it was before.
    place = maximized ? { ...place, maximized } : { ...window.getContentBounds(), maximized };
  });
  quitInOrder({
    app,
    window,
    runUnderWay: () => core.runs.current !== null || core.sweeps.isRunning,
    ask: () => askToQuit(window),
    shutdown: async () => {
      await core.shutdown();
      await writePlace(placeFile, place);
      await profile.discard();
    },
    log,
  });
  return drawn;
}

/** Once the app is there and after each run; only a packaged app has a place to look in. */
function lookForUpdates({ core, settings, log }: Application, window: BrowserWindow): void {
  if (!app.isPackaged) return;
  const updates = new Updates({
    load: async () => (await import('./upkeep/updater')).releases(log),
    isOn: () => settings.current.updates,
    runUnderWay: () => core.runs.current !== null || core.sweeps.isRunning,
    ask: (version) => askToUpdate(window, version),
    log,
  });
  void updates.look();
  core.events.on('runState', ({ record }) => {
    if (record) void core.runs.over().then(() => updates.look());
    else updates.makeWay();
  });
  core.events.on('sweep', () => void updates.look());
}
