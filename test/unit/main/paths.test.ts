import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, dataPaths, isWritable } from '../../../main/paths';
import { temporaryFolder } from './dataset/support/temporary';

describe('dataFolder(chosen, surroundings)', () => {
  const linux = { platform: 'linux', env: {}, home: '/home/学生' } as const;

  test('what is chosen wins over the environment, which wins over the system', () => {
    const env = { LINEAR_LAB_DATA: '/env' };
    expect(dataFolder('/chosen', { ...linux, env })).toBe(resolve('/chosen'));
    expect(dataFolder(undefined, { ...linux, env })).toBe(resolve('/env'));
    expect(dataFolder(undefined, { ...linux, env: { LINEAR_LAB_DATA: '' } })).toBe(
      '/home/学生/.local/share/linearlab',
    );
  });

  test.each([
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/a', '/data/linearlab'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/a', '/home/a/.local/share/linearlab'],
    ['darwin', {}, '/Users/a', '/Users/a/Library/Application Support/LinearLab'],
    ['win32', { LOCALAPPDATA: 'D:\\L' }, 'C:\\Users\\李雷', 'D:\\L\\LinearLab'],
    ['win32', {}, 'C:\\Users\\李雷', 'C:\\Users\\李雷\\AppData\\Local\\LinearLab'],
  ] as const)('on %s with %j in %s it is %s', (platform, env, home, folder) => {
    expect(dataFolder(undefined, { platform, env, home })).toBe(folder);
  });

  test('it is the local one on Windows, as the roaming one is copied at each login', () => {
    const env = { APPDATA: 'C:\\R\\Roaming', LOCALAPPDATA: 'C:\\R\\Local' };
    expect(dataFolder(undefined, { platform: 'win32', env, home: 'C:\\R' })).toContain('\\Local\\');
  });
});

test('dataPaths(root) are all inside the root', () => {
  const root = resolve('/data');
  for (const path of Object.values(dataPaths(root))) expect(path.startsWith(root)).toBe(true);
});

describe('isWritable(folder)', () => {
  test('makes the folder, and leaves nothing in it', async () => {
    const folder = join(await temporaryFolder(), 'a', '很深'.repeat(30), "it's");
    expect(await isWritable(folder)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is false where a file is in the way', async () => {
    const file = join(await temporaryFolder(), 'x');
    await writeFile(file, '');
    expect(await isWritable(join(file, 'data'))).toBe(false);
  });
});
