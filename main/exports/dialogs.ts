/** The system's dialogs for files, and its clipboard. */
import { RUN_FILE } from '#contract/exports';
import { m } from '#messages';
import { app, dialog, type BrowserWindow } from 'electron';
import { dirname, join } from 'node:path';
import { copyPicture } from './clipboard';
import type { ExportEffects } from './exports';
import { printPdf } from './print-pdf';
import type { SaveWish } from './save';

/** The effects of the window that is there; without one, every dialog counts as closed. */
export function exportEffects(window: () => BrowserWindow | undefined): ExportEffects {
  /** Where the person saved last in this session. */
  let folder: string | undefined;

  async function askWhere({ name, extension, title }: SaveWish): Promise<string | null> {
    const parent = window();
    if (!parent) return null;
    const { canceled, filePath } = await dialog.showSaveDialog(parent, {
      defaultPath: join(folder ?? app.getPath('documents'), name),
      filters: [{ name: title, extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return null;
    folder = dirname(filePath);
    return filePath;
  }

  async function pickRunFile(): Promise<string | null> {
    const parent = window();
    if (!parent) return null;
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
      title: m.export_open_run_file(),
      filters: [{ name: m.export_kind_run_file(), extensions: [RUN_FILE] }],
      properties: ['openFile'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  }

  return {
    askWhere,
    pickRunFile,
    printPdf,
    copyPicture,
  };
}
