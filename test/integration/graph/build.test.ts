import { beforeAll, expect, test } from 'vitest';
import { graphPython, isGraphCurrent } from '../../../tools/graph/compile.mjs';

/** The Python with the graph's TensorFlow, or why there is none. */
let python: { readonly path: string } | { readonly absent: string };

beforeAll(async () => {
  python = await graphPython().then(
    (path) => ({ path }),
    (error: unknown) => ({ absent: String(error) }),
  );
}, 15 * 60_000);

test('the checked-in graph is what the lesson compiles to, byte for byte', async ({ skip }) => {
  if ('absent' in python) return skip(`the graph's tool cannot run here: ${python.absent}`);
  expect(await isGraphCurrent(python.path)).toBe(true);
});
