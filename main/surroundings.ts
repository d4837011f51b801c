/** The system around the app: its language, its theme, its dialogs, and where the app's own files are. */
import type { Language, Settings, Theme } from '#contract/settings';
import type { Licence } from '#contract/upkeep';
import { m } from '#messages';
import { app, dialog, nativeTheme, shell, type BrowserWindow } from 'electron';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { SelfCheckFacts } from './headless/self-check';
import { links, type LinkName } from './links';
import { systemLanguage } from './locale';
import type { PickKind } from './upkeep/handlers';

const licencesSchema = v.array(
  v.object({ name: v.string(), version: v.string(), licence: v.string(), text: v.string() }),
);

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

/** The licences of all parts, as the build collected them. */
export async function readLicences(): Promise<readonly Licence[]> {
  const folder = app.isPackaged
    ? join(process.resourcesPath, 'licences')
    : join(app.getAppPath(), 'out');
  const json: unknown = JSON.parse(await readFile(join(folder, 'licences.json'), 'utf8'));
  return v.parse(licencesSchema, json);
}

/** Where a teacher may put the settings of everybody's first start. */
export function presetSettings(): readonly string[] {
  const name = 'linearlab-settings.json';
  return [
    ...(process.env['LINEAR_LAB_PRESET'] ? [process.env['LINEAR_LAB_PRESET']] : []),
    join(app.isPackaged ? dirname(app.getPath('exe')) : app.getAppPath(), name),
    ...(process.platform === 'linux' ? [join('/etc/linearlab', name)] : []),
  ];
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

/** What a person picks, or null where the dialog was closed. No system has a dialog for a folder or files at once. */
export async function pickDataset(
  window: BrowserWindow,
  what: PickKind,
): Promise<readonly string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: what === 'own' ? m.main_pick_own_dataset() : m.main_pick_dataset(),
    properties: what === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory'],
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

export async function askToUpdate(window: BrowserWindow, version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: m.main_update_question({ version }),
    detail: m.main_update_detail(),
    buttons: [m.main_update_confirm(), m.main_update_cancel()],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
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

/** What the self-check is told of the process it runs in. */
export function selfCheckFacts(dataDirWritable: boolean): SelfCheckFacts {
  const { electron = '', node } = process.versions;
  return {
    ...{ app: app.getVersion(), electron, node, dataDirWritable },
    sandbox: isSandboxed(),
    sandboxPossible: process.getuid?.() !== 0,
  };
}
