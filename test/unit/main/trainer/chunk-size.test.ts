import { expect, test } from 'vitest';
import { ChunkSize } from '../../../../main/trainer/chunk-size';

/** Sizes chosen one after the other where each minibatch takes `msPerBatch`. */
function sizes(msPerBatch: number, times: number): number[] {
  const chunk = new ChunkSize();
  return Array.from({ length: times }, () => {
    const { size } = chunk;
    chunk.learn(size, size * msPerBatch);
    return size;
  });
}

test('begins with one minibatch and at most doubles', () => {
  expect(sizes(0.1, 5)).toEqual([1, 2, 4, 8, 16]);
});

test('settles where a chunk takes 40 ms', () => {
  expect(sizes(2, 10).at(-1)).toBe(20);
  expect(sizes(0.25, 20).at(-1)).toBe(160);
});

test('stays at one where a minibatch alone takes longer', () => {
  expect(sizes(300, 5)).toEqual([1, 1, 1, 1, 1]);
});

test('shrinks at once where minibatches become slower', () => {
  const chunk = new ChunkSize();
  for (let i = 0; i < 10; i += 1) chunk.learn(chunk.size, chunk.size);
  chunk.learn(chunk.size, chunk.size * 20);
  expect(chunk.size).toBe(2);
});

test('bears a clock that did not move', () => {
  const chunk = new ChunkSize();
  chunk.learn(1, 0);
  expect(chunk.size).toBe(2);
});
