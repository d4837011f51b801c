import { access, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { findDataset, importDataset, type DatasetPlaces } from '../../../../main/dataset';
import { syntheticSet, writeSet } from './support/synthetic-set';
import { temporaryFolder } from './support/temporary';

const set = syntheticSet({ train: 12, test: 5 });
const { manifest } = set;
const LABELS = 'train-labels-idx1-ubyte.gz';

/** Three empty places. */
async function places(): Promise<Required<DatasetPlaces> & { kept: string }> {
  const root = await temporaryFolder();
  const dataDir = join(root, 'data');
  return {
    dataDir,
    kept: join(dataDir, 'datasets', 'synthetic'),
    packaged: join(root, 'packaged'),
    system: join(root, 'system'),
  };
}

describe('findDataset(places)', () => {
  test('says of each place that it has nothing where nothing is there', async () => {
    const found = await findDataset(await places(), { manifest });
    expect(found).toEqual({
      status: {
        state: 'missing',
        tried: ['dataFolder', 'packaged', 'system'].map((source) => ({
          source,
          problem: { code: 'absent' },
        })),
      },
      files: null,
    });
  });

  test('takes the data folder before the package, and the package before the system', async () => {
    const at = await places();
    const sources: string[] = [];
    for (const folder of [at.system, at.packaged, at.kept]) {
      await writeSet(folder, set);
      const { status } = await findDataset(at, { manifest });
      sources.push(status.state === 'ready' ? status.source : status.state);
    }
    expect(sources).toEqual(['system', 'packaged', 'dataFolder']);
  });

  test('tells the counts and the fingerprint of what it found', async () => {
    const at = await places();
    await writeSet(at.packaged, set);
    const { status, files } = await findDataset(at, { manifest });
    expect(status).toEqual({
      state: 'ready',
      name: 'synthetic',
      source: 'packaged',
      train: 12,
      test: 5,
      sha256: manifest.sha256,
    });
    expect(files?.trainLabels).toBe(join(at.packaged, LABELS));
  });

  test('takes the next place where a file is damaged', async () => {
    const at = await places();
    await writeSet(at.kept, set, { instead: { [LABELS]: Buffer.from('cut off') } });
    await writeSet(at.system, set);
    const { status } = await findDataset(at, { manifest });
    expect(status).toMatchObject({ state: 'ready', source: 'system' });
  });

  test('names the damaged file and the missing one', async () => {
    const at = await places();
    await writeSet(at.kept, set, { instead: { [LABELS]: Buffer.from('cut off') } });
    await writeSet(at.packaged, set, { instead: { [LABELS]: null } });
    const { status } = await findDataset(at, { manifest });
    expect(status).toMatchObject({
      tried: [
        { source: 'dataFolder', problem: { code: 'notGzip', file: LABELS } },
        { source: 'packaged', problem: { code: 'incomplete', file: LABELS } },
        { source: 'system', problem: { code: 'absent' } },
      ],
    });
  });

  test('does not read again what has not changed', async () => {
    const at = await places();
    await writeSet(at.packaged, set);
    const first = await findDataset(at, { manifest });
    const stamps = join(at.dataDir, 'datasets', 'synthetic.verified.json');
    const before = await stat(stamps);
    const second = await findDataset(at, { manifest });
    expect(second).toEqual(first);
    // Whoever reads the files writes the stamps anew.
    expect((await stat(stamps)).ino).toBe(before.ino);
  });

  test('reads again what was changed under the same size and time', async () => {
    const at = await places();
    await writeSet(at.packaged, set, { gzip: false });
    await findDataset(at, { manifest });
    const path = join(at.packaged, LABELS.replace('.gz', ''));
    const { mtime } = await stat(path);
    await writeFile(path, Buffer.alloc((await readFile(path)).length));
    await utimes(path, mtime, mtime);
    const { status } = await findDataset(at, { manifest });
    expect(status.state).toBe('missing');
  });

  test('reads everything again when asked', async () => {
    const at = await places();
    await writeSet(at.packaged, set);
    await findDataset(at, { manifest });
    const stamps = join(at.dataDir, 'datasets', 'synthetic.verified.json');
    const before = await stat(stamps);
    await findDataset(at, { manifest, recheck: true });
    expect((await stat(stamps)).ino).not.toBe(before.ino);
  });

  test.each(['', '{"packaged": 1}', 'null', '{"packaged": {"sha256": "x", "files": {}}}'])(
    'is not misled by damaged stamps: %j',
    async (stamps) => {
      const at = await places();
      await writeSet(at.packaged, set);
      await mkdir(join(at.dataDir, 'datasets'), { recursive: true });
      await writeFile(join(at.dataDir, 'datasets', 'synthetic.verified.json'), stamps);
      const { status } = await findDataset(at, { manifest });
      expect(status.state).toBe('ready');
    },
  );

  test('finds nothing where what passed was deleted since', async () => {
    const at = await places();
    await writeSet(at.packaged, set);
    await findDataset(at, { manifest });
    await rm(join(at.packaged, LABELS));
    expect((await findDataset(at, { manifest })).status).toMatchObject({
      tried: [{}, { source: 'packaged', problem: { code: 'incomplete', file: LABELS } }, {}],
    });
  });

  test("looks where the system's own package puts it, if no other place is named", async () => {
    const { dataDir, packaged } = await places();
    const { status } = await findDataset({ dataDir, packaged }, { manifest });
    expect(status).toMatchObject({
      state: 'missing',
      tried: [{ source: 'dataFolder' }, { source: 'packaged' }, { source: 'system' }],
    });
  });

  test('finds the set where the data folder cannot be written to', async () => {
    const at = await places();
    await writeSet(at.packaged, set);
    await writeFile(at.dataDir, 'a file where a folder should be');
    const { status } = await findDataset(at, { manifest });
    expect(status).toMatchObject({ state: 'ready', source: 'packaged' });
  });
});

describe('importDataset(places, picked)', () => {
  test.each([
    ['compressed', '.', true],
    ['unpacked', '.', false],
    ['as torchvision keeps it', 'FashionMNIST/raw', true],
    ['as torchvision keeps it, one folder in', 'raw', false],
  ])('copies a picked folder: %s', async (_, inside, gzip) => {
    const at = await places();
    const picked = await temporaryFolder();
    await writeSet(join(picked, inside), set, { gzip });
    const { status, files } = await importDataset(at, [picked], manifest);
    expect(status).toMatchObject({ state: 'ready', source: 'picked' });
    expect(files?.testImages.startsWith(at.kept)).toBe(true);
    const next = await findDataset(at, { manifest });
    expect(next.status).toMatchObject({ state: 'ready', source: 'dataFolder' });
  });

  test('copies the four files themselves', async () => {
    const at = await places();
    const picked = await temporaryFolder();
    await writeSet(picked, set);
    const paths = Object.keys(set.files).map((file) => join(picked, file));
    const { status } = await importDataset(at, paths, manifest);
    expect(status.state).toBe('ready');
  });

  test('takes a whole set over a damaged one in the data folder', async () => {
    const at = await places();
    await writeSet(at.kept, set, { instead: { [LABELS]: gzipSync('cut off') } });
    const picked = await temporaryFolder();
    await writeSet(picked, set);
    await importDataset(at, [picked], manifest);
    const { status } = await findDataset(at, { manifest });
    expect(status).toMatchObject({ state: 'ready', source: 'dataFolder' });
  });

  test('says that there is nothing where what was picked is gone', async () => {
    const at = await places();
    const { status } = await importDataset(at, [join(at.dataDir, 'gone.gz')], manifest);
    expect(status).toEqual({
      state: 'missing',
      tried: [{ source: 'picked', problem: { code: 'absent' } }],
    });
  });

  test('says what is wrong with the picked files and copies none of them', async () => {
    const at = await places();
    const picked = await temporaryFolder();
    await writeSet(picked, set, { instead: { [LABELS]: Buffer.from('<html>') } });
    const { status } = await importDataset(at, [picked], manifest);
    expect(status).toEqual({
      state: 'missing',
      tried: [{ source: 'picked', problem: { code: 'notGzip', file: LABELS } }],
    });
    await expect(access(at.kept)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('says so where the data folder cannot be written to', async () => {
    const at = await places();
    const picked = await temporaryFolder();
    await writeSet(picked, set);
    await writeFile(at.dataDir, 'a file where a folder should be');
    await expect(importDataset(at, [picked], manifest)).rejects.toMatchObject({
      code: 'notWritable',
    });
  });

  test('can be asked twice at once', async () => {
    const at = await places();
    const picked = await temporaryFolder();
    await writeSet(picked, set);
    const both = await Promise.all([
      importDataset(at, [picked], manifest),
      importDataset(at, [picked], manifest),
    ]);
    expect(both.map(({ status }) => status.state)).toEqual(['ready', 'ready']);
  });
});
