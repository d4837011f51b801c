import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { download } from '../../../tools/setup/download.mjs';

const opened = vi.hoisted(() => ({ files: 0 }));

/** A disk that takes its time to open a file, longer than the source needs to break off. */
vi.mock('node:fs', async (importOriginal) => {
  const fs = /** @type {typeof import('node:fs')} */ (await importOriginal());
  /** @param {string} path @param {string} flags @param {number} mode @param {(error: Error | null, fd: number) => void} done */
  const open = (path, flags, mode, done) => {
    setTimeout(() => {
      opened.files += 1;
      fs.open(path, flags, mode, done);
    }, 200);
  };
  /** @param {string} path */
  const createWriteStream = (path) => fs.createWriteStream(path, { fs: { ...fs, open } });
  return { ...fs, createWriteStream };
});
vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = /** @type {typeof import('node:fs/promises')} */ (await importOriginal());
  /** @type {typeof fs.open} */
  const open = async (...args) => {
    await pause(200);
    opened.files += 1;
    return fs.open(...args);
  };
  return { ...fs, open };
});

it('leaves nothing of a source that breaks off while its file is being opened', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('data', () => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const folder = await mkdtemp(join(tmpdir(), 'linearlab-下载-'));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const sources = [`http://127.0.0.1:${port}/`];
  const check = async () => undefined;
  await expect(download({ sources, target: join(folder, 'data'), check })).rejects.toThrow(
    'could not be downloaded',
  );
  await expect.poll(() => opened.files).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});
