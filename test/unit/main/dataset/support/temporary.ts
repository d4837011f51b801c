import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test, with a name as on a Chinese Windows, removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
