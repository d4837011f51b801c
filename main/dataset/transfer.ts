import { AppError } from '#contract/errors';
import { open, type FileHandle } from 'node:fs/promises';
import { writeError } from '../files';
import { statIfThere } from './files';

export interface TransferOptions {
  readonly fetch: typeof globalThis.fetch;
  /** A file longer than this is not the one that was asked for. */
  readonly maxBytes: number;
  /** Given up after this long without a byte. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Bytes in the file so far; `total` is null where the server does not say. */
  readonly onProgress: (received: number, total: number | null) => void;
  /** Told how many bytes are to come before the first is written. @throws where there is no space for them. */
  readonly reserve: (bytes: number) => Promise<void>;
}

/** The server, or the way to it, failed. What came so far is in the file, and a later transfer can go on with it. */
export class TransferFault extends Error {
  override readonly name = 'TransferFault';
}

/**
 * Fetches `url` into the file `path`, going on after the bytes that are there already where the server can.
 * The bytes are not judged here.
 *
 * @throws TransferFault; AppError `cancelled`, `diskFull`, `notWritable`; what `reserve` throws.
 */
export async function transfer(url: string, path: string, options: TransferOptions): Promise<void> {
  const stall = new Stall(options.stallMs);
  try {
    const present = (await statIfThere(path))?.size ?? 0;
    const signal = AbortSignal.any([options.signal, stall.signal]);
    const answer = await ask(url, present, options.fetch, signal);
    if (answer === 'nothingMore') return;
    await options.reserve(answer.length ?? options.maxBytes - answer.start);
    const file = await open(path, answer.start > 0 ? 'r+' : 'w').catch((error: unknown) => {
      throw writeError(error, path);
    });
    try {
      await receive(answer, file, signal, (position, total) => {
        if (position > options.maxBytes) throw new TransferFault('more than was asked for');
        stall.postpone();
        options.onProgress(position, total);
      });
    } finally {
      await file.close();
    }
  } catch (error) {
    if (options.signal.aborted) throw new AppError('cancelled', {}, { cause: error });
    throw error;
  } finally {
    stall.end();
  }
}

interface Answer {
  readonly body: ReadableStream<Uint8Array>;
  /** Where in the file the body begins. */
  readonly start: number;
  /** Length of the body, or null where the server does not say. */
  readonly length: number | null;
}

async function ask(
  url: string,
  present: number,
  fetch: TransferOptions['fetch'],
  signal: AbortSignal,
): Promise<Answer | 'nothingMore'> {
  // As it is: unpacked on the way, a length and a place in the file would mean something else.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (present > 0) headers['range'] = `bytes=${present}-`;
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw new TransferFault(`${url} cannot be reached`, { cause: error });
  });
  if (response.status === 416 && present > 0) return 'nothingMore';
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new TransferFault(`${url} answers ${response.status}`);
  }
  if (url.startsWith('https:') && response.url.startsWith('http:')) {
    throw new TransferFault(`${url} leads to ${response.url}, which is not https`);
  }
  const start = response.status === 206 ? rangeStart(response) : 0;
  if (start !== 0 && start !== present) {
    throw new TransferFault(`${url} answers from byte ${start}, asked was ${present}`);
  }
  return { body: response.body, start, length: bodyLength(response) };
}

async function receive(
  { body, start, length }: Answer,
  file: FileHandle,
  signal: AbortSignal,
  onPosition: (position: number, total: number | null) => void,
): Promise<void> {
  const reader = body.getReader();
  // Node's fetch, aborted at the end of a body, can leave its reader waiting for ever; cancelling ends the wait.
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    const end = length === null ? null : start + length;
    let position = start;
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new TransferFault('the connection broke off', { cause: error });
      });
      if (signal.aborted) throw new TransferFault('called off', { cause: signal.reason });
      if (done) break;
      onPosition(position + value.length, end);
      await writeAll(file, value, position).catch((error: unknown) => {
        throw writeError(error, 'the download');
      });
      position += value.length;
    }
    if (end !== null && position < end) throw new TransferFault('ended too early');
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function rangeStart(response: Response): number {
  const match = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return Number(match?.[1] ?? Number.NaN);
}

/** Where the body is encoded after all, its length is that of the encoded bytes, which nobody sees. */
function bodyLength({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

/** Aborts its signal when nothing has come for a while. */
class Stall {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly ms: number) {
    this.postpone();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  postpone(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#controller.abort();
    }, this.ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
