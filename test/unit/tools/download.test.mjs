import { createServer } from 'node:http';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { download } from '../../../tools/setup/download.mjs';

const GOOD = 'the real data';

/** A server on this machine with one fault for each path. */
const server = createServer((request, response) => {
  switch (request.url) {
    case '/good':
      response.end(GOOD);
      break;
    case '/html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Domain for sale</title>');
      break;
    case '/truncated':
      response.writeHead(200, { 'content-length': GOOD.length });
      response.write(GOOD.slice(0, 4), () => response.destroy());
      break;
    case '/other':
      response.end('the data of somebody else');
      break;
    case '/stalled':
      // Begins, and then keeps silent until the client gives up.
      response.writeHead(200, { 'content-length': GOOD.length });
      response.write(GOOD.slice(0, 4));
      break;
    default:
      response.writeHead(503);
      response.end();
  }
});
let base = '';
let folder = '';

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (typeof address === 'object' && address !== null) base = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linearlab-下载-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** @param {string} path */
const check = async (path) =>
  (await readFile(path, 'utf8')) === GOOD ? undefined : 'is not the real data';

/** @param {string[]} paths */
const fetchFrom = (paths, stallLimitMs = 20_000) =>
  download({
    sources: paths.map((path) => `${base}${path}`),
    target: join(folder, 'sub', 'data'),
    check,
    stallLimitMs,
  });

describe('download({ sources, target, check })', () => {
  it('takes the first source that is right', async () => {
    await fetchFrom(['/good']);
    expect(await readFile(join(folder, 'sub', 'data'), 'utf8')).toBe(GOOD);
  });

  it.each(['/html', '/truncated', '/other', '/missing'])(
    'goes on to the next source after %s',
    async (bad) => {
      await fetchFrom([bad, '/good']);
      expect(await readdir(join(folder, 'sub'))).toEqual(['data']);
    },
  );

  it('gives up a source that keeps silent', async () => {
    await fetchFrom(['/stalled', '/good'], 300);
    expect(await readFile(join(folder, 'sub', 'data'), 'utf8')).toBe(GOOD);
  });

  it('names what was wrong with each source, and leaves nothing behind', async () => {
    const failure = fetchFrom(['/missing', '/html']);
    await expect(failure).rejects.toThrow(`${base}/missing: answers 503`);
    await expect(failure).rejects.toThrow(`${base}/html: is not the real data`);
    expect(await readdir(join(folder, 'sub'))).toEqual([]);
  });
});
