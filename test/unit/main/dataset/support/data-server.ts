import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine for the running test. Gives its address, and what it was asked for. */
export async function dataServer(answer: Answer): Promise<{
  readonly url: string;
  readonly requests: { readonly url: string; readonly range: string | undefined }[];
}> {
  const requests: { url: string; range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', range: request.headers.range });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${address.port}/`, requests };
}

/** Serves files by name as a good server does: with lengths and ranges. */
export function serveFiles(files: Readonly<Record<string, Buffer>>): Answer {
  return (request, response) => {
    const file = files[(request.url ?? '').slice(1)];
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start >= file.length) {
      response.writeHead(416).end();
    } else if (start > 0) {
      const range = `bytes ${start}-${file.length - 1}/${file.length}`;
      response.writeHead(206, {
        'content-range': range,
        'content-length': file.length - start,
      });
      response.end(file.subarray(start));
    } else {
      response.writeHead(200, { 'content-length': file.length }).end(file);
    }
  };
}
