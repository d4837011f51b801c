import { SHEET_EXTENSION } from '#contract/sheet';
import { m } from '#messages';
import { dialog, type BrowserWindow } from 'electron';
import { extname } from 'node:path';

export async function pickSheet(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: m.main_pick_sheet(),
    filters: [{ name: m.main_sheet_files(), extensions: [SHEET_EXTENSION.slice(1)] }],
    properties: ['openFile'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Where to save a file of this name. */
export async function pickTarget(window: BrowserWindow, name: string): Promise<string | null> {
  const extension = extname(name).slice(1);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: [{ name: extension, extensions: [extension] }],
  });
  return canceled || filePath === '' ? null : filePath;
}
