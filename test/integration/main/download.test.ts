import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { dataServer, serveFiles } from '../../unit/main/dataset/support/data-server';
import { syntheticSet } from '../../unit/main/dataset/support/synthetic-set';
import { bundle, type Bundle } from './support/bundle';
import type { DownloadEnd } from './support/downloader';
import { canMount, withMounts } from './support/mounts';

const packed = Object.fromEntries(
  Object.entries(syntheticSet({ train: 300, test: 20 }).files).map(([name, bytes]) => [
    name,
    gzipSync(bytes),
  ]),
);
const IMAGES = 'train-images-idx3-ubyte.gz';
const serve = serveFiles(packed);

let downloader: Bundle;
let dataDir: string;
const run = promisify(execFile);

beforeAll(async () => {
  downloader = await bundle('test/integration/main/support/downloader.ts');
});
afterAll(() => downloader.remove());
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  dataDir = folder;
});

const download = async (mirror: string): Promise<DownloadEnd> =>
  JSON.parse((await run(execPath, [downloader.script, dataDir, mirror])).stdout);

const files = async () => (await readdir(join(dataDir, 'datasets', 'synthetic'))).toSorted();

describe('a download', () => {
  test('of two processes at once gives both the whole set, and leaves nothing else', async () => {
    const waiting: (() => void)[] = [];
    const { url } = await dataServer((request, response) => {
      if (request.url !== `/${IMAGES}`) {
        serve(request, response);
        return;
      }
      // Each has begun the same file before the other gets its first byte.
      waiting.push(() => serve(request, response));
      if (waiting.length >= 2) for (const answer of waiting.splice(0)) answer();
    });
    expect(await Promise.all([download(url), download(url)])).toEqual(['ready', 'ready']);
    expect(await files()).toEqual(Object.keys(packed).toSorted());
  });

  test('whose process is killed is gone on with by the next one, from the last byte', async () => {
    const half = 20_000;
    let begun: () => void = () => undefined;
    const isHalfThere = new Promise<void>((resolve) => (begun = resolve));
    const { url, requests } = await dataServer((request, response) => {
      if (request.url !== `/${IMAGES}` || request.headers.range !== undefined) {
        serve(request, response);
        return;
      }
      response.writeHead(200, { 'content-length': packed[IMAGES]?.length });
      response.write(packed[IMAGES]?.subarray(0, half), () => begun());
    });
    const child = spawn(execPath, [downloader.script, dataDir, url]);
    const ended = once(child, 'close');
    await isHalfThere;
    // What the server has sent is on the disk once the part is there in full.
    await expect.poll(partBytes).toBe(half);
    child.kill('SIGKILL');
    await ended;
    expect(await download(url)).toBe('ready');
    expect(requests.filter((request) => request.url === `/${IMAGES}`)).toMatchObject([
      { range: undefined },
      { range: `bytes=${half}-` },
    ]);
    expect(await files()).toEqual(Object.keys(packed).toSorted());
  });

  test.skipIf(!canMount())(
    'on a disk that fills up in the middle says so, and goes on once there is space',
    async () => {
      const { url, requests } = await dataServer(serve);
      // Sixteen kilobytes are left beside the ballast, in which the pictures do not fit.
      const script = [
        'mount -t tmpfs -o size=2m tmpfs /mnt',
        'head -c 2080768 /dev/zero > /mnt/ballast',
        '"$0" "$1" /mnt "$2"',
        'rm /mnt/ballast',
        '"$0" "$1" /mnt "$2"',
        'ls /mnt/datasets/synthetic',
      ].join(' && ');
      const { stdout } = await run('unshare', [
        ...[...withMounts, 'sh', '-c', script],
        ...[execPath, downloader.script, url],
      ]);
      const [first, second, ...names] = stdout.trim().split('\n');
      expect([first, second]).toEqual(['"diskFull"', '"ready"']);
      expect(names.toSorted()).toEqual(Object.keys(packed).toSorted());
      expect(requests.length).toBeGreaterThan(Object.keys(packed).length);
    },
  );
});

async function partBytes(): Promise<number> {
  const folder = join(dataDir, 'datasets', 'synthetic');
  const { stdout } = await run('find', [folder, '-name', `${IMAGES}.*.part`, '-printf', '%s']);
  return Number(stdout);
}
