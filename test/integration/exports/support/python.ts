import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../../../../tools/lib/places.mjs';
import { ensurePython } from '../../../../tools/lib/venv.mjs';

const readers = fileURLToPath(new URL('readers.py', import.meta.url));
const run = promisify(execFile);

/** A Python with the programs that exports are opened with, or why there is none. */
export async function exportReaders(): Promise<
  { readonly python: string } | { readonly reason: string }
> {
  try {
    const requirements = join(root, 'tools', 'exports', 'requirements.txt');
    return { python: await ensurePython({ name: 'exports', requirements }, console.log) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What a reader of `readers.py` says of a file. */
export async function readWith(python: string, what: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await run(python, [readers, what, ...args], {
    encoding: 'utf8',
    maxBuffer: 64e6,
    timeout: 300_000,
    env: {
      ...process.env,
      FASHION_MNIST: join(root, 'resources', 'datasets', 'fashion-mnist'),
      OMP_NUM_THREADS: '2',
      PYTHONUTF8: '1',
    },
  });
  return JSON.parse(stdout);
}
