import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderOnce, linkTree, writeJson, readJson } from '../../../tools/lib/files.mjs';
import { withLock } from '../../../tools/lib/lock.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linearlab-文件-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('folderOnce(target, make)', () => {
  it('makes the folder once, however many ask for it at a time', async () => {
    const target = join(folder, 'made');
    let times = 0;
    const make = async (/** @type {string} */ into) => {
      times += 1;
      await writeFile(join(into, 'file'), 'whole');
    };
    await Promise.all(Array.from({ length: 5 }, () => folderOnce(target, make)));
    expect(times).toBe(1);
    expect(await readFile(join(target, 'file'), 'utf8')).toBe('whole');
    expect(await readdir(folder)).toEqual(['made']);
  });

  it('leaves nothing behind when it fails, and can be asked again', async () => {
    const target = join(folder, 'made');
    const broken = folderOnce(target, async (into) => {
      await writeFile(join(into, 'half'), '');
      throw new Error('no space left');
    });
    await expect(broken).rejects.toThrow('no space left');
    expect(await readdir(folder)).toEqual([]);
    await folderOnce(target, async () => undefined);
    expect(await readdir(folder)).toEqual(['made']);
  });

  it('clears away what a killed one left', async () => {
    const target = join(folder, 'made');
    await mkdir(`${target}.tmp-99-dead`);
    await folderOnce(target, async () => undefined);
    expect(await readdir(folder)).toEqual(['made']);
  });
});

describe('withLock(file, action)', () => {
  it('lets one at a time in', async () => {
    const file = join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await stat(file);
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not wait for a process that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.once('close', resolve));
    const file = join(folder, 'lock');
    await writeFile(file, JSON.stringify({ pid: gone.pid, host: hostname() }));
    expect(await withLock(file, async () => 'in')).toBe('in');
  });
});

describe('linkTree(from, to)', () => {
  it('gives the same files in another place, and replaces what was there', async () => {
    const from = join(folder, 'from');
    const to = join(folder, 'to');
    await mkdir(join(from, 'deep'), { recursive: true });
    await writeFile(join(from, 'deep', 'file'), 'new');
    await mkdir(to);
    await writeFile(join(to, 'old'), 'old');
    await linkTree(from, to);
    expect(await readdir(to)).toEqual(['deep']);
    expect(await readFile(join(to, 'deep', 'file'), 'utf8')).toBe('new');
  });
});

describe('readJson(path)', () => {
  it('takes a damaged stamp for none', async () => {
    const path = join(folder, 'sub', 'stamp.json');
    await writeJson(path, { a: 1 });
    expect(readJson(path)).toEqual({ a: 1 });
    await writeFile(path, '{"a":');
    expect(readJson(path)).toBeUndefined();
    expect(readJson(join(folder, 'none'))).toBeUndefined();
  });
});
