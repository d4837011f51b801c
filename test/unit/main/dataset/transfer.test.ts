import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { transfer, TransferFault } from '../../../../main/dataset/transfer';
import { temporaryFolder } from './support/temporary';

const url = 'https://example.org/file';

/** Transfers what `answer` answers into a file that holds `present` already. */
async function transferred(present: string, answer: (signal: AbortController) => Response) {
  const path = join(await temporaryFolder(), 'part');
  await writeFile(path, present);
  const controller = new AbortController();
  const outcome = await transfer(url, path, {
    fetch: () => Promise.resolve(answer(controller)),
    signal: controller.signal,
    maxBytes: 1000,
    stallMs: 10_000,
    reserve: () => Promise.resolve(),
    onProgress: () => undefined,
  }).then(
    () => 'done',
    (error: unknown) => error,
  );
  return { outcome, content: await readFile(path, 'utf8') };
}

describe('transfer(url, path, options)', () => {
  test('goes on after the bytes that are there', async () => {
    const headers = { 'content-range': 'bytes 3-5/6' };
    const { outcome, content } = await transferred(
      'abc',
      () => new Response('def', { status: 206, headers }),
    );
    expect({ outcome, content }).toEqual({ outcome: 'done', content: 'abcdef' });
  });

  test.each([
    ['from another byte than was asked for', { 'content-range': 'bytes 2-4/5' }, 'from byte 2'],
    ['from a byte that it does not name', {}, 'from byte NaN'],
  ])('takes nothing of an answer %s', async (_, headers, reason) => {
    const { outcome, content } = await transferred(
      'abc',
      () => new Response('def', { status: 206, headers: new Headers(headers) }),
    );
    expect(outcome).toBeInstanceOf(TransferFault);
    expect(outcome).toMatchObject({ message: expect.stringContaining(reason) });
    expect(content).toBe('abc');
  });

  test('a body that ends before the announced length is a fault, and what came is kept', async () => {
    const headers = { 'content-length': '10' };
    const { outcome, content } = await transferred('', () => new Response('abc', { headers }));
    expect(outcome).toEqual(new TransferFault('ended too early'));
    expect(content).toBe('abc');
  });

  test('is cancelled, and writes nothing, where that was asked for as the answer came', async () => {
    const { outcome, content } = await transferred('', (controller) => {
      controller.abort();
      return new Response('abc');
    });
    expect(outcome).toMatchObject({ code: 'cancelled' });
    expect(content).toBe('');
  });
});
