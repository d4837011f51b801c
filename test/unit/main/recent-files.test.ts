import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_RECENT, RecentFiles } from '../../../main/recent-files';
import { recordingLog } from './support/recording-log';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linearlab-最近-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(changed: () => void = () => undefined) {
  const { log } = recordingLog();
  return RecentFiles.open({ file: join(folder, 'recent.json'), changed, log });
}

describe('RecentFiles', () => {
  test('keeps the newest first, each once, over a restart', async () => {
    let changes = 0;
    const recent = await open(() => (changes += 1));
    for (const path of ['/a', '/b', '/a']) await recent.add(path);
    expect(recent.paths).toEqual(['/a', '/b']);
    expect(changes).toBe(3);
    expect((await open()).paths).toEqual(['/a', '/b']);
  });

  test('holds no more than a menu does', async () => {
    const recent = await open();
    for (let i = 0; i < MOST_RECENT + 3; i += 1) await recent.add(`/${i}`);
    expect(recent.paths).toHaveLength(MOST_RECENT);
    expect(recent.paths[0]).toBe(`/${MOST_RECENT + 2}`);
  });

  test('is cleared on disk too', async () => {
    const recent = await open();
    await recent.add('/a');
    await recent.clear();
    expect(JSON.parse(await readFile(join(folder, 'recent.json'), 'utf8'))).toEqual([]);
  });

  test('begins anew where the file is damaged', async () => {
    await writeFile(join(folder, 'recent.json'), '[1, 2');
    expect((await open()).paths).toEqual([]);
  });
});
