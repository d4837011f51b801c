import { AppError } from '#contract/errors';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  isThere,
  makeFolder,
  move,
  namesIn,
  notSaved,
  removeLeftovers,
  retried,
  writeAtomic,
  writeError,
} from '../../../main/files';
import { temporaryFolder } from './dataset/support/temporary';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: /home/张三/run.json`), { code });
}

describe('writeAtomic(file, data)', () => {
  test('replaces a file and leaves nothing beside it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'run.json');
    await writeAtomic(file, 'old');
    await writeAtomic(file, new TextEncoder().encode('新'));
    expect(await readFile(file, 'utf8')).toBe('新');
    expect(await readdir(folder)).toEqual(['run.json']);
  });

  test('writes just the view of a larger buffer', async () => {
    const file = join(await temporaryFolder(), 'x.bin');
    await writeAtomic(file, new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3));
    expect([...(await readFile(file))]).toEqual([2, 3]);
  });

  test('of writes made at once, the last one stays', async () => {
    const file = join(await temporaryFolder(), 'x');
    await Promise.all(Array.from({ length: 20 }, (_, i) => writeAtomic(file, String(i))));
    expect(await readFile(file, 'utf8')).toBe('19');
  });

  test('names the file, not its path, where it cannot be written', async () => {
    const blocked = join(await temporaryFolder(), 'a file');
    await writeFile(blocked, '');
    await expect(writeAtomic(join(blocked, 'run.json'), '')).rejects.toMatchObject({
      code: 'notWritable',
      params: { file: 'run.json' },
    });
  });
});

describe('makeFolder(folder, file)', () => {
  test('makes it with those above it, and leaves one that is there as it is', async () => {
    const folder = join(await temporaryFolder(), 'runs', '一');
    await makeFolder(folder);
    await writeFile(join(folder, 'x'), '1');
    await makeFolder(folder);
    expect(await readdir(folder)).toEqual(['x']);
  });

  test('names what was to go there, where it cannot be made', async () => {
    const blocked = join(await temporaryFolder(), 'a file');
    await writeFile(blocked, '');
    const folder = join(blocked, 'runs');
    await expect(makeFolder(folder, 'run.json')).rejects.toMatchObject({
      code: 'notWritable',
      params: { file: 'run.json' },
    });
    await expect(makeFolder(folder)).rejects.toMatchObject({ params: { file: 'runs' } });
  });
});

test('namesIn(folder): what is in it; nothing where it is no folder', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'x'), '');
  await mkdir(join(folder, 'y'));
  expect([...(await namesIn(folder))].toSorted()).toEqual(['x', 'y']);
  expect(await namesIn(join(folder, 'x'))).toEqual([]);
  expect(await namesIn(join(folder, 'z'))).toEqual([]);
});

test('isThere(path): a file or a folder', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'x'), '');
  expect(await isThere(folder)).toBe(true);
  expect(await isThere(join(folder, 'x'))).toBe(true);
  expect(await isThere(join(folder, 'y'))).toBe(false);
});

describe('move(from, to)', () => {
  test('moves a folder with all that is in it', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'x'), '1');
    await move(join(folder, 'a'), join(folder, 'b'));
    expect(await readFile(join(folder, 'b', 'x'), 'utf8')).toBe('1');
  });
});

describe('removeLeftovers(folder, start)', () => {
  test('removes temporary files of before, and nothing else', async () => {
    const folder = await temporaryFolder();
    for (const name of ['run.json', 'run.json.123', 'weights.bin', 'weights.bin.4', 'notes.v2']) {
      await writeFile(join(folder, name), name);
    }
    await removeLeftovers(folder, new Date(0));
    expect(await readdir(folder)).toHaveLength(5);
    await removeLeftovers(folder, new Date(Date.now() + 60_000));
    expect((await readdir(folder)).toSorted()).toEqual(['notes.v2', 'run.json', 'weights.bin']);
  });
});

describe('retried(action)', () => {
  const options = { codes: ['EPERM', 'EBUSY'], pausesMs: [0, 0] };

  test('tries again what a virus scanner refuses for a moment', async () => {
    const answers = [systemError('EPERM'), systemError('EBUSY'), 'renamed'];
    const result = retried(async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    }, options);
    expect(await result).toBe('renamed');
  });

  test('gives up with the error after the last pause', async () => {
    let tries = 0;
    const result = retried(() => {
      tries += 1;
      return Promise.reject(systemError('EPERM'));
    }, options);
    await expect(result).rejects.toMatchObject({ code: 'EPERM' });
    expect(tries).toBe(3);
  });

  test('does not try again what will not pass', async () => {
    let tries = 0;
    const result = retried(() => {
      tries += 1;
      return Promise.reject(systemError('ENOSPC'));
    }, options);
    await expect(result).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(tries).toBe(1);
  });
});

test.each([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EROFS', 'notWritable'],
  ['EACCES', 'notWritable'],
])('writeError: %s is %s, free of paths', (code, named) => {
  const error = writeError(systemError(code), '/home/张三/run.json');
  expect(error.toData()).toEqual({ code: named, params: { file: 'run.json' } });
});

describe('notSaved(cause, file)', () => {
  test.each([
    ['diskFull', 'full'],
    ['notWritable', 'refused'],
  ] as const)('%s is told as %s', (code, reason) => {
    const cause = new AppError(code);
    expect(notSaved(cause, 'run.json')).toMatchObject({
      ...{ code: 'notSaved', params: { file: 'run.json', reason }, cause },
    });
  });
});
