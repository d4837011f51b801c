/** The application's menu. What it starts in the window goes there as a `menu` event, as if it were clicked there. */
import type { MenuCommand } from '#contract/events';
import { m } from '#messages';
import type { MenuItemConstructorOptions } from 'electron';
import { basename } from 'node:path';
import type { LinkName } from './links';

export interface MenuActions {
  readonly command: (command: MenuCommand) => void;
  readonly openLink: (link: LinkName) => void;
  readonly quit: () => void;
  /** Opens a file of the list again. */
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
}

export interface MenuSurroundings {
  readonly platform: NodeJS.Platform;
  /** Reload and the developer tools are for those who have the source. */
  readonly packaged: boolean;
  /** Files that were opened, the newest first. */
  readonly recent: readonly string[];
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

/** The menu in the language in force; built anew when that changes. */
export function menuTemplate(actions: MenuActions, surroundings: MenuSurroundings): Item[] {
  const mac = surroundings.platform === 'darwin';
  const command = (label: string, name: MenuCommand, accelerator?: string): Item => ({
    label,
    click: () => actions.command(name),
    ...(accelerator && { accelerator }),
  });
  const link = (label: string, name: LinkName): Item => ({
    label,
    click: () => actions.openLink(name),
  });
  const settings = command(m.main_menu_settings(), 'settings', 'CmdOrCtrl+,');
  // Not the role: it would quit without asking.
  const quit: Item = { label: m.main_menu_quit(), accelerator: 'CmdOrCtrl+Q', click: actions.quit };
  const about: Item = { role: 'about', label: m.main_menu_about() };
  const file: Item = {
    label: m.main_menu_file(),
    submenu: [
      command(m.main_menu_open(), 'openSheet', 'CmdOrCtrl+O'),
      command(m.main_menu_open_run(), 'open', 'CmdOrCtrl+Shift+O'),
      recentMenu(actions, surroundings.recent),
      separator,
      command(m.main_menu_home(), 'home'),
      command(m.main_menu_runs(), 'runs'),
      ...(mac ? [] : [separator, settings, separator, quit]),
    ],
  };
  const training: Item = {
    label: m.main_menu_train(),
    submenu: [
      command(m.main_menu_train_start(), 'train'),
      command(m.main_menu_step(), 'step'),
      command(m.main_menu_train_stop(), 'stop'),
    ],
  };
  const help: Item = {
    role: 'help',
    label: m.main_menu_help(),
    submenu: [
      command(m.main_menu_tour(), 'tour'),
      command(m.main_menu_glossary(), 'glossary'),
      command(m.main_menu_shortcuts(), 'shortcuts'),
      command(m.main_menu_diagnostics(), 'diagnostics'),
      command(m.main_menu_check(), 'check'),
      separator,
      link(m.main_menu_book(), 'book'),
      link(m.main_menu_dataset(), 'dataset'),
      ...(mac ? [] : [separator, about]),
    ],
  };
  const application: Item = {
    role: 'appMenu',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'hide', label: m.main_menu_hide() },
      { role: 'hideOthers', label: m.main_menu_hide_others() },
      separator,
      quit,
    ],
  };
  return [
    ...(mac ? [application] : []),
    file,
    editMenu(),
    training,
    viewMenu(command(m.main_menu_presentation(), 'presentation', 'F5'), surroundings),
    ...(mac ? [{ role: 'windowMenu', label: m.main_menu_window() } satisfies Item] : []),
    help,
  ];
}

function recentMenu({ openRecent, clearRecent }: MenuActions, paths: readonly string[]): Item {
  const files = paths.map((path): Item => {
    // An ampersand would underline the letter after it.
    const label = basename(path).replaceAll('&', '&&');
    return { label, toolTip: path, click: () => openRecent(path) };
  });
  const none: Item = { label: m.main_menu_recent_none(), enabled: false };
  const clear: Item = { label: m.main_menu_recent_clear(), click: clearRecent };
  return {
    label: m.main_menu_recent(),
    submenu: files.length === 0 ? [none] : [...files, separator, clear],
  };
}

/** Item by item: the role of the whole menu would speak the system's language, not the app's. */
function editMenu(): Item {
  return {
    label: m.main_menu_edit(),
    submenu: [
      { role: 'undo', label: m.main_menu_undo() },
      { role: 'redo', label: m.main_menu_redo() },
      separator,
      { role: 'cut', label: m.main_menu_cut() },
      { role: 'copy', label: m.main_menu_copy() },
      { role: 'paste', label: m.main_menu_paste() },
      { role: 'selectAll', label: m.main_menu_select_all() },
    ],
  };
}

function viewMenu(presentation: Item, { packaged }: MenuSurroundings): Item {
  return {
    label: m.main_menu_view(),
    submenu: [
      presentation,
      separator,
      { role: 'zoomIn', label: m.main_menu_zoom_in() },
      { role: 'zoomOut', label: m.main_menu_zoom_out() },
      { role: 'resetZoom', label: m.main_menu_zoom_reset() },
      separator,
      { role: 'togglefullscreen', label: m.main_menu_full_screen() },
      ...(packaged
        ? []
        : [
            separator,
            { role: 'reload', label: m.main_menu_reload() } satisfies Item,
            { role: 'toggleDevTools', label: m.main_menu_dev_tools() } satisfies Item,
          ]),
    ],
  };
}
