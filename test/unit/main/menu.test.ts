import { menuCommands, type MenuCommand } from '#contract/events';
import { languages } from '#contract/settings';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, describe, expect, test } from 'vitest';
import { links, type LinkName } from '../../../main/links';
import { speak } from '../../../main/locale';
import { menuTemplate } from '../../../main/menu';

afterEach(() => {
  speak('en');
});

function build(platform: NodeJS.Platform, packaged = true, recent: readonly string[] = []) {
  const commands: MenuCommand[] = [];
  const opened: LinkName[] = [];
  const files: string[] = [];
  let cleared = 0;
  let quits = 0;
  const template = menuTemplate(
    {
      command: (command) => commands.push(command),
      openLink: (link) => opened.push(link),
      quit: () => (quits += 1),
      openRecent: (path) => files.push(path),
      clearRecent: () => (cleared += 1),
    },
    { platform, packaged, recent },
  );
  return { template, commands, opened, files, quits: () => quits, cleared: () => cleared };
}

/** All items, those of submenus too. */
function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flat(item.submenu) : []),
  ]);
}

/** Chooses every item that does something of ours. */
function clickAll(items: readonly MenuItemConstructorOptions[]): void {
  for (const { click } of flat(items)) if (click) Reflect.apply(click, null, []);
}

describe.each(['win32', 'linux', 'darwin'] as const)('menuTemplate on %s', (platform) => {
  test('sends every command of the contract, opens links of the list, and quits by asking', () => {
    const { template, commands, opened, quits } = build(platform);
    clickAll(template);
    expect(commands.toSorted()).toEqual([...menuCommands].toSorted());
    for (const name of opened) expect(links).toHaveProperty(name);
    expect(quits()).toBe(1);
    // The role would quit without asking.
    expect(flat(template).map(({ role }) => role)).not.toContain('quit');
  });

  test.each(languages)('every item has a name in %s', (language) => {
    speak(language);
    for (const item of flat(build(platform).template)) {
      if (item.type === 'separator' || item.role === 'appMenu') continue;
      expect(item.label, JSON.stringify(item)).toBeTruthy();
      expect(/[\u4e00-\u9fff]/.test(item.label ?? ''), item.label).toBe(language === 'zh-CN');
    }
  });

  test('lists the files that were opened, opens them again, and clears the list', () => {
    const recent = ['/班级/a & b.linearlab-sheet', '/home/run 3.linearlab'];
    const { template, files, cleared } = build(platform, true, recent);
    const menu = flat(template).find(({ label }) => label === 'Open recent');
    const items = Array.isArray(menu?.submenu) ? menu.submenu : [];
    expect(items.map(({ label }) => label)).toEqual([
      'a && b.linearlab-sheet',
      'run 3.linearlab',
      undefined,
      'Clear this list',
    ]);
    clickAll(items);
    expect(files).toEqual(recent);
    expect(cleared()).toBe(1);
    const empty = flat(build(platform).template).find(({ label }) => label === 'No files yet');
    expect(empty?.enabled).toBe(false);
  });

  test('developer tools and reload are for those who have the source', () => {
    const roles = (packaged: boolean) =>
      flat(build(platform, packaged).template).map(({ role }) => role);
    expect(roles(true)).not.toContain('toggleDevTools');
    expect(roles(true)).not.toContain('reload');
    expect(roles(false)).toContain('toggleDevTools');
  });
});
