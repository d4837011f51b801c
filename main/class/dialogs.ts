import { m } from '#messages';
import { dialog, type BrowserWindow } from 'electron';

/** The folder of a class, or null where the dialog was closed. */
export async function pickClassFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: m.class_open(),
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
