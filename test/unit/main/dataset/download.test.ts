import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  downloadDataset,
  findDataset,
  type DatasetPlaces,
  type DownloadOptions,
} from '../../../../main/dataset';
import { mirrors } from '../../../../main/dataset/mirrors';
import { dataServer, serveFiles, type Answer } from './support/data-server';
import { idxImages, syntheticSet, writeSet } from './support/synthetic-set';
import { temporaryFolder } from './support/temporary';

const set = syntheticSet({ train: 300, test: 20 });
const { manifest } = set;
const packed = Object.fromEntries(
  Object.entries(set.files).map(([name, bytes]) => [name, gzipSync(bytes)]),
);
const IMAGES = 'train-images-idx3-ubyte.gz';
const imagesBytes = packed[IMAGES] ?? Buffer.alloc(0);

interface Place extends DatasetPlaces {
  readonly folder: string;
}

async function place(): Promise<Place> {
  const dataDir = await temporaryFolder();
  const nothing = join(dataDir, 'nothing');
  const folder = join(dataDir, 'datasets', 'synthetic');
  return { dataDir, packaged: nothing, system: nothing, folder };
}

function options(mirrors: readonly string[], more: Partial<DownloadOptions> = {}): DownloadOptions {
  return {
    fetch,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    manifest,
    mirrors,
    ...more,
  };
}

/** A mirror that is broken for the pictures, where it counts, and whole for the rest. */
const brokenMirror = (broken: Answer) => {
  const serve = serveFiles(packed);
  return dataServer((request, response) => {
    (request.url === `/${IMAGES}` ? broken : serve)(request, response);
  });
};

const respond =
  (status: number, body: Buffer | string, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

/** Sends the first `count` bytes of the pictures, announces all of them, and then does as `after` says. */
const startOfImages =
  (count: number, after: (response: Parameters<Answer>[1]) => void): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': imagesBytes.length });
    response.write(imagesBytes.subarray(0, count), () => {
      after(response);
    });
  };

const hangUp = (response: Parameters<Answer>[1]) => response.destroy();

/** Hangs up once the first bytes have arrived. */
function hangUpLater(): {
  after: (response: Parameters<Answer>[1]) => void;
  onProgress: () => void;
} {
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  return {
    after: (response) => void arrival.then(() => hangUp(response)),
    onProgress: () => {
      arrived();
    },
  };
}

const otherPictures = gzipSync(
  idxImages(Array.from({ length: 300 }, () => Array<number>(784).fill(7))),
);

describe('downloadDataset(places, options)', () => {
  test('fetches the four files, which are then found', async () => {
    const at = await place();
    const { url } = await dataServer(serveFiles(packed));
    const { status } = await downloadDataset(at, options([url]));
    expect(status).toMatchObject({ state: 'ready', source: 'downloaded', train: 300, test: 20 });
    expect((await findDataset(at, { manifest })).status).toMatchObject({ source: 'dataFolder' });
    expect((await readdir(at.folder)).sort()).toEqual(Object.keys(packed).sort());
  });

  test.each<[string, Answer]>([
    ['answers with a page of HTML and status 200', respond(200, '<!doctype html>')],
    ['has the pictures of another data set', respond(200, otherPictures)],
    ['has a truncated file', respond(200, imagesBytes.subarray(0, 5000))],
    ['has a file with bytes to spare', respond(200, Buffer.concat([imagesBytes, imagesBytes]))],
    ['refuses', respond(403, 'no')],
    ['is overloaded', respond(503, 'later')],
    ['breaks off, each time at the same place', startOfImages(5000, hangUp)],
    ['announces more than it sends', respond(200, imagesBytes, { 'content-length': '9999999' })],
    ['says that the body is brotli', respond(200, imagesBytes, { 'content-encoding': 'br' })],
    ['sends no end of bytes', endless],
    ['redirects in a circle', respond(302, '', { location: `/${IMAGES}` })],
    ['stalls before it answers', () => undefined],
    ['stalls in the middle', startOfImages(5000, () => undefined)],
    [
      'goes on from another byte than was asked for',
      (request, response) => {
        const { range } = request.headers;
        if (range === undefined) startOfImages(5000, hangUp)(request, response);
        else respond(206, imagesBytes, { 'content-range': 'bytes 17-/*' })(request, response);
      },
    ],
  ])('takes the next mirror where one %s', async (_, broken) => {
    const at = await place();
    const bad = await brokenMirror(broken);
    const good = await dataServer(serveFiles(packed));
    const mirrors = [bad.url, good.url];
    const { status } = await downloadDataset(at, options(mirrors, { stallMs: 200 }));
    expect(status).toMatchObject({ state: 'ready', source: 'downloaded' });
    expect(good.requests.map(({ url }) => url)).toEqual([`/${IMAGES}`]);
  });

  test.each<[string, string, Answer]>([
    [
      'unpacks on the way',
      'gzip',
      respond(200, gzipSync(imagesBytes), { 'content-encoding': 'gzip' }),
    ],
    [
      'calls the gzip file itself an encoding',
      'gzip',
      respond(200, imagesBytes, { 'content-encoding': 'gzip' }),
    ],
    [
      'packs it once more',
      'br',
      respond(200, brotliCompressSync(imagesBytes), { 'content-encoding': 'br' }),
    ],
  ])('takes the data where a mirror %s', async (_, __, answer) => {
    const at = await place();
    const { url } = await brokenMirror(answer);
    const { status } = await downloadDataset(at, options([url]));
    expect(status.state).toBe('ready');
  });

  test('goes on where a mirror broke off, as long as it gets further', async () => {
    const at = await place();
    const serve = serveFiles(packed);
    const { after, onProgress } = hangUpLater();
    const { url, requests } = await brokenMirror((request, response) => {
      if (request.headers.range === undefined) startOfImages(5000, after)(request, response);
      else serve(request, response);
    });
    const { status } = await downloadDataset(at, options([url], { onProgress }));
    expect(status.state).toBe('ready');
    const ranges = requests.filter((request) => request.url === `/${IMAGES}`);
    expect(ranges.map(({ range }) => range)).toEqual([undefined, 'bytes=5000-']);
  });

  test('starts over where a mirror that broke off has no ranges', async () => {
    const at = await place();
    let times = 0;
    const { after, onProgress } = hangUpLater();
    const { url } = await brokenMirror((request, response) => {
      times += 1;
      if (times === 1) startOfImages(5000, after)(request, response);
      else respond(200, imagesBytes)(request, response);
    });
    const { status } = await downloadDataset(at, options([url], { onProgress }));
    expect(status.state).toBe('ready');
  });

  test('starts over where the file changed between two parts', async () => {
    const at = await place();
    let times = 0;
    const serve = serveFiles(packed);
    const { after, onProgress } = hangUpLater();
    const { url } = await brokenMirror((request, response) => {
      times += 1;
      if (times > 1) serve(request, response);
      else {
        response.writeHead(200, { 'content-length': otherPictures.length });
        response.write(otherPictures.subarray(0, 200), () => after(response));
      }
    });
    const { status } = await downloadDataset(at, options([url], { onProgress }));
    expect(status.state).toBe('ready');
  });

  test('goes on after it was cancelled', async () => {
    const at = await place();
    const controller = new AbortController();
    const stuck = await brokenMirror(startOfImages(5000, () => undefined));
    const cancelled = downloadDataset(
      at,
      options([stuck.url], {
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      }),
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });

    // The same address, as a mirror keeps its own.
    const sameMirror: typeof fetch = (input, init) => {
      const address = input instanceof Request ? input.url : input;
      return fetch(new URL(new URL(address).pathname, whole.url), init);
    };
    const whole = await dataServer(serveFiles(packed));
    const { status } = await downloadDataset(at, options([stuck.url], { fetch: sameMirror }));
    expect(status.state).toBe('ready');
    expect(whole.requests[0]?.range).toMatch(/^bytes=[1-9]/);
  });

  test('goes on with what a killed process left, and leaves alone what another one is writing', async () => {
    const at = await place();
    const { url, requests } = await dataServer(serveFiles(packed));
    const waiting = await leftPart(at, url);
    await rm(join(at.folder, waiting));
    const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    const partOf = (pid: number | undefined) =>
      join(at.folder, waiting.replace('.part', `.${machine}-${pid}-${randomUUID()}.part`));
    const [killed, writing] = [partOf(await pidOfTheDead()), partOf(process.ppid)];
    await writeFile(killed, imagesBytes.subarray(0, 700));
    await writeFile(writing, imagesBytes.subarray(0, 300));
    const { status } = await downloadDataset(at, options([url]));
    expect(status.state).toBe('ready');
    const last = requests.findLast((request) => request.url === `/${IMAGES}`);
    expect(last?.range).toBe('bytes=700-');
    expect((await readFile(writing)).length).toBe(300);
  });

  test('goes on with what another machine left on a network drive long ago', async () => {
    const at = await place();
    const { url, requests } = await dataServer(serveFiles(packed));
    const waiting = await leftPart(at, url);
    await rm(join(at.folder, waiting));
    const partOf = (machine: string) =>
      join(at.folder, waiting.replace('.part', `.${machine}-1-${randomUUID()}.part`));
    const [left, writing] = [partOf('00000000'), partOf('11111111')];
    await writeFile(left, imagesBytes.subarray(0, 500));
    await writeFile(writing, imagesBytes.subarray(0, 300));
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(left, hourAgo, hourAgo);
    await downloadDataset(at, options([url]));
    const last = requests.findLast((request) => request.url === `/${IMAGES}`);
    expect(last?.range).toBe('bytes=500-');
    expect((await readFile(writing)).length).toBe(300);
  });

  test('finishes without a byte where the part was whole', async () => {
    const at = await place();
    const { url } = await dataServer(serveFiles(packed));
    await writeFile(join(at.folder, await leftPart(at, url)), imagesBytes);
    const { status } = await downloadDataset(at, options([url]));
    expect(status.state).toBe('ready');
  });

  test('fetches only what is not there', async () => {
    const at = await place();
    await writeSet(at.folder, set, { instead: { [IMAGES]: Buffer.from('cut off') } });
    const { url, requests } = await dataServer(serveFiles(packed));
    await downloadDataset(at, options([url]));
    expect(requests.map((request) => request.url)).toEqual([`/${IMAGES}`]);
  });

  test('tells progress that never falls and ends with everything', async () => {
    const at = await place();
    const { url } = await dataServer(serveFiles(packed));
    const told: (readonly [number, number])[] = [];
    await downloadDataset(
      at,
      options([url], { onProgress: (received, total) => void told.push([received, total]) }),
    );
    const received = told.map(([bytes]) => bytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    const all = Object.values(packed).reduce((sum, bytes) => sum + bytes.length, 0);
    expect(told.at(-1)).toEqual([all, all]);
  });

  test.each<[string, Answer, object]>([
    ['no mirror answers well', respond(503, ''), { code: 'unreachable', file: IMAGES }],
    [
      'every mirror has other data',
      respond(200, otherPictures),
      { code: 'wrongData', file: IMAGES },
    ],
  ])('says what is missing where %s', async (_, answer, problem) => {
    const at = await place();
    const { url } = await brokenMirror(answer);
    const { status } = await downloadDataset(at, options([url, url]));
    expect(status).toEqual({ state: 'missing', tried: [{ source: 'downloaded', problem }] });
  });

  test('says what is missing where nothing listens', async () => {
    const at = await place();
    const { status } = await downloadDataset(at, options(['http://127.0.0.1:1/']));
    expect(status).toMatchObject({ tried: [{ problem: { code: 'unreachable' } }] });
  });

  test('asks the published addresses where none is named', async () => {
    const at = await place();
    const asked: string[] = [];
    const offline: typeof fetch = (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.reject(new TypeError('offline'));
    };
    const { status } = await downloadDataset(at, {
      ...{ fetch: offline, manifest, onProgress: () => undefined },
      signal: new AbortController().signal,
    });
    expect(status).toMatchObject({ tried: [{ problem: { code: 'unreachable' } }] });
    expect(asked).toEqual(mirrors.map((mirror) => mirror + IMAGES));
  });

  test('never follows https to http', async () => {
    const at = await place();
    const answer = new Response(Uint8Array.from(imagesBytes));
    Object.defineProperty(answer, 'url', { value: 'http://example.org/' });
    const redirected: typeof fetch = () => Promise.resolve(answer);
    const { status } = await downloadDataset(
      at,
      options(['https://example.org/'], { fetch: redirected }),
    );
    expect(status).toMatchObject({ tried: [{ problem: { code: 'unreachable' } }] });
  });

  test('writes nothing where the disk has no space for it', async () => {
    const at = await place();
    const { url } = await dataServer(serveFiles(packed));
    const full = downloadDataset(at, options([url], { freeBytes: () => Promise.resolve(1000) }));
    await expect(full).rejects.toMatchObject({ code: 'diskFull' });
    expect(await readdir(at.folder)).toEqual([]);
  });

  test('says so where the data folder cannot be written to', async () => {
    const at = await place();
    const { url, requests } = await dataServer(serveFiles(packed));
    await writeFile(join(at.dataDir, 'datasets'), 'a file where a folder should be');
    await expect(downloadDataset(at, options([url]))).rejects.toMatchObject({
      code: 'notWritable',
    });
    expect(requests).toEqual([]);
  });

  test('runs in two instances at once', async () => {
    const at = await place();
    const { url } = await dataServer(serveFiles(packed));
    const both = await Promise.all([
      downloadDataset(at, options([url])),
      downloadDataset(at, options([url])),
    ]);
    expect(both.map(({ status }) => status.state)).toEqual(['ready', 'ready']);
    expect((await readdir(at.folder)).sort()).toEqual(Object.keys(packed).sort());
  });
});

/** The id of a process that has ended. */
async function pidOfTheDead(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid;
}

/** The name under which a download of the pictures that was cancelled at once waits. */
async function leftPart(at: Place, url: string): Promise<string> {
  await mkdir(at.folder, { recursive: true });
  const controller = new AbortController();
  const cancelled = downloadDataset(
    at,
    options([url], {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    }),
  );
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const [part] = await readdir(at.folder);
  if (!part?.endsWith('.part')) throw new Error(`no part was left, but ${part}`);
  return part;
}

const endless: Answer = (_, response) => {
  response.writeHead(200);
  const write = () => {
    while (response.write(Buffer.alloc(65536)));
    response.once('drain', write);
  };
  write();
};
