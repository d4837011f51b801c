/** The system around the app: its language, its theme, its dialogs, and where the app's own files are. */
import type { Language, Settings, Theme } from '#contract/settings';
import { m } from '#messages';
import { app, dialog, nativeTheme, shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { links, type LinkName } from './links';
import { systemLanguage } from './locale';

/** What the build put beside this script. */
export const built = {
  renderer: fileURLToPath(new URL('../renderer', import.meta.url)),
  preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  trainer: fileURLToPath(new URL('trainer.js', import.meta.url)),
};

/** What comes with the app beside its code. */
function resourcesFolder(): string {
  return app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');
}

/** The data set that comes with the app. */
export function packagedDataset(): string {
  return join(resourcesFolder(), 'datasets', 'fashion-mnist');
}

/** The lab sheets that come with the app. */
export function packagedSheets(): string {
  return join(resourcesFolder(), 'sheets');
}

export function preferredLanguage(): Language {
  return systemLanguage(app.getPreferredSystemLanguages());
}

export function systemTheme(): Theme {
  if (nativeTheme.shouldUseHighContrastColors) return 'contrast';
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}

export function effectiveTheme({ theme }: Settings): Theme {
  return theme === 'system' ? systemTheme() : theme;
}

/** Whether Chromium's sandbox is on; as root, it can't be. */
export function isSandboxed(): boolean {
  return !app.commandLine.hasSwitch('no-sandbox');
}

export async function openLink(link: LinkName): Promise<void> {
  await shell.openExternal(links[link]);
}

/** The folder that a person picks, or null where the dialog was closed. */
export async function pickDataset(window: BrowserWindow): Promise<readonly string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: m.main_pick_dataset(),
    properties: ['openDirectory'],
  });
  return canceled ? null : filePaths;
}

/** The folder in which a sweep for Ray is to be written, or null where the dialog was closed. */
export async function pickRayParent(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: m.main_pick_ray_parent(),
    buttonLabel: m.main_pick_ray_parent_button(),
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

export async function pickRayResults(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: m.main_pick_ray_results(),
    filters: [{ name: 'results.jsonl', extensions: ['jsonl'] }],
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}

export async function askToQuit(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: m.main_quit_question(),
    detail: m.main_quit_detail(),
    buttons: [m.main_quit_confirm(), m.main_quit_cancel()],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
