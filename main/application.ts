/** The app once Electron is ready: its core, its window, and the commands that run without one. */
import type { SelfCheck } from '#contract/self-check';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, ipcMain, Menu, nativeTheme } from 'electron';
import { isRunFile } from '#contract/exports';
import type { TrainCommand } from './launch/cli';
import { Core } from './core';
import { exportEffects } from './exports/dialogs';
import { train } from './launch/headless';
import type { Invocation } from './launch/invocation';
import { createDispatch, isFromPage, sendEvents, serveCalls } from './ipc';
import { effectiveLanguage, speak } from './locale';
import type { Logger } from './diagnostics/logger';
import { menuTemplate } from './menu';
import { standardOutput } from './launch/output';
import { isWritable } from './paths';
import { temporaryProfile, type Profile } from './launch/profile';
import { ORIGIN } from './protocol';
import { quitInOrder } from './quit';
import { isOnOrigin, originOf } from './security';
import { selfCheck, type SelfCheckFacts } from './launch/self-check';
import { filesOfLaunch } from './launch/launch-data';
import { followOpenedFiles } from './launch/opened-files';
import { RecentFiles } from './recent-files';
import { SettingsStore } from './settings';
import { pickClassFolder } from './class/dialogs';
import { pickSheet, pickTarget } from './sheets/dialogs';
import { HiddenStudio } from './launch/studio';
import {
  askToQuit,
  askToUpdate,
  built,
  effectiveTheme,
  isSandboxed,
  openLink,
  packagedDataset,
  packagedSheets,
  pickDataset,
  pickRayParent,
  pickRayResults,
  preferredLanguage,
  presetSettings,
  readLicences,
  systemTheme,
} from './surroundings';
import { forkTrainer } from './trainer/fork';
import { createTrainerHost } from './trainer/host';
import type { HostLimits } from './trainer/host-limits';
import { Updates } from './upkeep/updates';
import { openHiddenWindow, openWindow, type WindowOptions } from './window';
import { readPlace, writePlace, type WindowPlace } from './window-place';

/** The page: the development server's where there is one, else the built one on the app's own scheme. */
export function homePage(): URL {
  const server = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return new URL(server ?? `${ORIGIN}/index.html`);
}

/** The app has one window. */
function currentWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows()[0];
}

export interface Application {
  readonly core: Core;
  readonly settings: SettingsStore;
  readonly profile: Profile;
  readonly recent: RecentFiles;
  readonly log: Logger;
  /** Where its window was. */
  readonly place: WindowPlace | undefined;
}

/** Needs no Electron that is ready: it is made while Electron gets there. */
export async function createApplication(
  { language }: Invocation,
  profile: Profile,
  log: Logger,
): Promise<Application> {
  const now = () => new Date();
  const [settings, place] = await Promise.all([
    SettingsStore.open({
      ...{ file: profile.paths.settings, language, now, log },
      presets: presetSettings(),
    }),
    readPlace(placeFileOf(profile)),
  ]);
  const speakAsSet = () => {
    speak(effectiveLanguage(settings.current, preferredLanguage()));
  };
  speakAsSet();
  const recent = await RecentFiles.open({
    file: profile.paths.recent,
    changed: () => {
      showMenu(core, recent);
    },
    log,
  });
  const fileUsed = (path: string) => {
    // The system's own list: the task bar's on Windows, the Dock's on macOS; elsewhere it does nothing.
    app.addRecentDocument(path);
    void recent.add(path);
  };
  const core: Core = new Core({
    app: {
      version: app.getVersion(),
      electron: process.versions['electron'] ?? '',
      sandbox: isSandboxed(),
    },
    paths: profile.paths,
    readySheets: packagedSheets(),
    places: { dataDir: profile.dataDir, packaged: packagedDataset() },
    host: createTrainerHost({
      fork: () => forkTrainer(built.trainer),
      log: (line) => {
        log.info(line);
      },
      limits: limitsForTests(),
    }),
    settings,
    log,
    effects: {
      now,
      randomByte: () => randomBytes(1).readUInt8(),
      fetch: globalThis.fetch,
      systemLanguage: preferredLanguage(),
      systemTheme,
      pickDataset: async (what) => {
        const window = currentWindow();
        return window ? pickDataset(window, what) : null;
      },
      pickClassFolder: async () => {
        const window = currentWindow();
        return window ? pickClassFolder(window) : null;
      },
      sweepDialogs: {
        pickRayParent: async () => {
          const window = currentWindow();
          return window ? pickRayParent(window) : null;
        },
        pickRayResults: async () => {
          const window = currentWindow();
          return window ? pickRayResults(window) : null;
        },
      },
      checkComputer: () => checkComputer(profile, log),
      copyText: (text) => {
        clipboard.writeText(text);
      },
      readLicences,
      openLink,
      pickSheet: async () => {
        const window = currentWindow();
        return window ? pickSheet(window) : null;
      },
      pickTarget: async (name) => {
        const window = currentWindow();
        return window ? pickTarget(window, name) : null;
      },
      exports: { ...exportEffects(currentWindow), fileUsed },
      fileUsed,
      settingsChanged: () => {
        speakAsSet();
        showMenu(core, recent);
      },
    },
  });
  return { core, settings, profile, recent, log, place };
}

/** A test that makes the trainer hang need not wait for half a minute; a packaged app has no such switch. */
function limitsForTests(): Partial<HostLimits> {
  const pingMs = app.isPackaged ? 0 : Number(process.env['LINEAR_LAB_TEST_PING_MS'] ?? 0);
  return pingMs > 0 ? { pingMs } : {};
}

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

function openFile(core: Core, file: string): void {
  if (isRunFile(file)) core.openFile(file);
  else core.sheets.offer(file);
}

function showMenu(core: Core, recent: RecentFiles): void {
  const template = menuTemplate(
    {
      command: (command) => {
        core.events.emit('menu', command);
      },
      openLink: (link) => void openLink(link),
      quit: () => {
        currentWindow()?.close();
      },
      openRecent: (path) => {
        openFile(core, path);
      },
      clearRecent: () => {
        app.clearRecentDocuments();
        void recent.clear();
      },
    },
    { platform: process.platform, packaged: app.isPackaged, recent: recent.paths },
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function windowOptions({ settings, log }: Application, hash = ''): WindowOptions {
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
  const placeFile = placeFileOf(profile);
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

const placeFileOf = ({ paths }: Profile) => join(paths.window, 'place.json');

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

/** `--train`. @returns the exit code */
export async function runTrain(application: Application, command: TrainCommand): Promise<number> {
  const { core } = application;
  const studio = new HiddenStudio((hash) => openHiddenWindow(windowOptions(application, hash)));
  // Interrupted, the run ends as stopped, is kept, and the command says so.
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (core.runs.current === null) app.exit(1);
    else void core.runs.stop();
  });
  return train(core, command, standardOutput, studio);
}

/** The self-check beside an app that is open: with an application of its own, in a folder that is gone afterwards. */
async function checkComputer({ dataDir }: Profile, log: Logger): Promise<SelfCheck> {
  const [profile, writable] = [await temporaryProfile(dataDir), await isWritable(dataDir)];
  const beside = await createApplication({ command: { kind: 'selfCheck' } }, profile, log);
  beside.core.start();
  try {
    return await selfCheck(beside.core, factsOf(writable));
  } finally {
    await beside.core.shutdown();
    await profile.discard();
  }
}

function factsOf(dataDirWritable: boolean): SelfCheckFacts {
  const { electron = '', node } = process.versions;
  return {
    ...{ app: app.getVersion(), electron, node, dataDirWritable },
    sandbox: isSandboxed(),
    sandboxPossible: process.getuid?.() !== 0,
  };
}

/** `--self-check`. @returns the exit code */
export async function runSelfCheck({ core, profile }: Application): Promise<number> {
  const document = await selfCheck(core, factsOf(profile.writable));
  await standardOutput.print(JSON.stringify(document, null, 2));
  return document.ok ? 0 : 1;
}
