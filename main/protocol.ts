/**
 * The window's own scheme: `app://linearlab/…` serves the built renderer's files and nothing else.
 * Unlike file://, it has an origin of its own, headers, and one folder it cannot leave.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export const SCHEME = 'app';
export const HOST = 'linearlab';
export const ORIGIN = `${SCHEME}://${HOST}`;

/** All that the window may load: its own scripts, styles, fonts and pictures. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

const headers = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Answers requests of the scheme with the files under `folder`.
 * Other methods get 405, other hosts 403, and whatever is not a file inside `folder`, links followed, 404.
 */
export function createFileHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refusal(405);
    const url = new URL(request.url);
    if (url.host !== HOST) return refusal(403);
    const file = await fileUnder(folder, url.pathname);
    const type = file === undefined ? undefined : types[extname(file).toLowerCase()];
    if (file === undefined || type === undefined) return refusal(404);
    try {
      const body = new Uint8Array(await readFile(file));
      return new Response(body, { headers: { ...headers, 'Content-Type': type } });
    } catch {
      return refusal(404);
    }
  };
}

/** The real path of the file that `pathname` names inside `folder`; undefined where it names none, or one outside. */
async function fileUnder(folder: string, pathname: string): Promise<string | undefined> {
  try {
    const relative = decodeURIComponent(pathname);
    const root = await realpath(folder);
    const file = await realpath(join(root, relative === '/' ? 'index.html' : relative));
    return file.startsWith(root + sep) ? file : undefined;
  } catch {
    // Malformed escapes, zero bytes and files that are not there are all the same to the window.
    return undefined;
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers });
}
