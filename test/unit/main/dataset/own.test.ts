import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFolder } from '../../../../main/dataset/folder';
import { readManifest } from '../../../../main/dataset/manifest';
import { importOwn, listOwn, ownFolder, readOwn, removeOwn } from '../../../../main/dataset/own';
import { syntheticSet } from './support/synthetic-set';
import { temporaryFolder } from './support/temporary';

const set = syntheticSet({ train: 60, test: 20 });
const names = Array.from({ length: 10 }, (_, label) => `数字 ${label}`);

let root: string;
let picked: string;
let dataDir: string;
beforeEach(async () => {
  root = await temporaryFolder();
  [picked, dataDir] = [join(root, "我的 digits' 集"), join(root, 'data')];
  await mkdir(picked);
  for (const [name, bytes] of Object.entries(set.files)) {
    await writeFile(join(picked, name), gzipSync(bytes));
  }
  await writeFile(join(picked, 'labels.txt'), `${names.join('\r\n')}\r\n\r\n`);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const given = async (file: string, change: (bytes: Buffer) => Buffer) => {
  const path = join(picked, file);
  await writeFile(path, change(gunzipSync(await readFile(path))));
};

describe('importOwn(dataDir, folder, name)', () => {
  test('keeps a copy that passes from then on, whatever becomes of the original', async () => {
    const imported = await importOwn(dataDir, picked, '我的数字');
    expect(imported).toMatchObject({
      ok: true,
      dataset: { name: '我的数字', classes: names, train: 60, test: 20 },
    });
    await rm(picked, { recursive: true });
    const [own, ...rest] = await listOwn(dataDir);
    expect(rest).toEqual([]);
    const id = own?.id ?? '';
    const kept = await readOwn(dataDir, id);
    expect(kept?.classes).toEqual(names);
    const manifest = readManifest(kept?.source ?? { name: '', files: [] });
    expect(await checkFolder(ownFolder(dataDir, id), manifest)).toMatchObject({ ok: true });
    await removeOwn(dataDir, id);
    expect(await listOwn(dataDir)).toEqual([]);
  });

  test('takes uncompressed files, and the same set twice is one', async () => {
    await given('train-images-idx3-ubyte.gz', (bytes) => bytes);
    expect(await importOwn(dataDir, picked, 'digits')).toMatchObject({ ok: true });
    expect(await importOwn(dataDir, picked, 'digits')).toMatchObject({ ok: true });
    expect(await listOwn(dataDir)).toHaveLength(1);
  });

  test('refuses pictures of another size, and names it', async () => {
    await given('train-images-idx3-ubyte.gz', (bytes) => {
      bytes.writeUInt32BE(14, 8);
      bytes.writeUInt32BE(56, 12);
      return bytes;
    });
    expect(await importOwn(dataDir, picked, 'x')).toEqual({
      ok: false,
      problem: { code: 'pictureSize', file: 'train-images-idx3-ubyte.gz', size: '14 x 56' },
    });
  });

  test('refuses a set without a picture', async () => {
    await given('train-images-idx3-ubyte.gz', (bytes) => {
      bytes.writeUInt32BE(0, 4);
      return bytes.subarray(0, 16);
    });
    expect(await importOwn(dataDir, picked, 'x')).toEqual({
      ok: false,
      problem: { code: 'pictureCount', file: 'train-images-idx3-ubyte.gz', count: 0 },
    });
  });

  test('throws what is no fault of the set: a data folder that cannot be written to', async () => {
    await writeFile(dataDir, 'a file where a folder should be');
    await expect(importOwn(dataDir, picked, 'x')).rejects.toMatchObject({ code: 'notWritable' });
  });

  test('a file of it that was deleted takes no space, and the set is listed', async () => {
    const imported = await importOwn(dataDir, picked, 'x');
    const { id, bytes } = (imported.ok && imported.dataset) || { id: '', bytes: 0 };
    const labels = join(ownFolder(dataDir, id), 't10k-labels-idx1-ubyte');
    const { length } = await readFile(labels);
    await rm(labels);
    expect(await listOwn(dataDir)).toMatchObject([{ id, bytes: bytes - length }]);
  });

  test('refuses labels that are not one for each picture, or that have no name', async () => {
    await given('t10k-labels-idx1-ubyte.gz', (bytes) => {
      bytes.writeUInt32BE(19, 4);
      return bytes.subarray(0, 8 + 19);
    });
    expect(await importOwn(dataDir, picked, 'x')).toMatchObject({
      problem: { code: 'labelCount', count: 19, pictures: 20 },
    });
    await writeFile(join(picked, 'labels.txt'), 'one\ntwo');
    expect(await importOwn(dataDir, picked, 'x')).toMatchObject({
      problem: { code: 'labelRange', classes: 2 },
    });
  });

  test('refuses a folder without a file, a damaged file, and names that are too many', async () => {
    await given('train-images-idx3-ubyte.gz', (bytes) => bytes.subarray(0, 5000));
    expect(await importOwn(dataDir, picked, 'x')).toMatchObject({ problem: { code: 'damaged' } });
    await rm(join(picked, 'train-images-idx3-ubyte.gz'));
    expect(await importOwn(dataDir, picked, 'x')).toEqual({
      ok: false,
      problem: { code: 'incomplete', file: 'train-images-idx3-ubyte.gz' },
    });
    await writeFile(join(picked, 'labels.txt'), 'a\n'.repeat(11));
    expect(await importOwn(dataDir, picked, 'x')).toMatchObject({
      problem: { code: 'labelNames', count: 11 },
    });
    expect(await listOwn(dataDir)).toEqual([]);
  });
});
