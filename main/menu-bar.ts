/** The menu in place: what its entries do. */
import { isRunFile } from '#contract/exports';
import { app, Menu } from 'electron';
import type { Core } from './core';
import { menuTemplate } from './menu';
import type { RecentFiles } from './recent-files';
import { openLink } from './surroundings';
import { currentWindow } from './window';

/** Takes in a run file, or offers a lab sheet to the window. */
export function openFile(core: Core, file: string): void {
  if (isRunFile(file)) core.openFile(file);
  else core.sheets.offer(file);
}

/** Shows the menu in today's language, with the files that were opened last. */
export function showMenu(core: Core, recent: RecentFiles): void {
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
