/** The app without its window: its core, with what that asks of the system. */
import type { SelfCheck } from '#contract/self-check';
import { app, clipboard } from 'electron';
import { randomBytes } from 'node:crypto';
import { pickClassFolder } from './class/dialogs';
import { Core } from './core';
import type { Logger } from './diagnostics/logger';
import { exportEffects } from './exports/dialogs';
import { selfCheck } from './headless/self-check';
import type { Invocation } from './launch/invocation';
import { temporaryProfile, type Profile } from './launch/profile';
import { effectiveLanguage, speak } from './locale';
import { showMenu } from './menu-bar';
import { isWritable } from './paths';
import { RecentFiles } from './recent-files';
import { SettingsStore } from './settings';
import { pickSheet, pickTarget } from './sheets/dialogs';
import {
  built,
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
  selfCheckFacts,
  systemTheme,
} from './surroundings';
import { forkTrainer } from './trainer/fork';
import { createTrainerHost } from './trainer/host';
import type { HostLimits } from './trainer/host-limits';
import { currentWindow } from './window';
import { placeFileIn, readPlace, type WindowPlace } from './window-place';

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
    readPlace(placeFileIn(profile.paths.window)),
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

/** The self-check beside an app that is open: with an application of its own, in a folder that is gone afterwards. */
async function checkComputer({ dataDir }: Profile, log: Logger): Promise<SelfCheck> {
  const [profile, writable] = [await temporaryProfile(dataDir), await isWritable(dataDir)];
  const beside = await createApplication({ command: { kind: 'selfCheck' } }, profile, log);
  beside.core.start();
  try {
    return await selfCheck(beside.core, selfCheckFacts(writable));
  } finally {
    await beside.core.shutdown();
    await profile.discard();
  }
}
