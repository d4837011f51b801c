import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundle, type Bundle } from './support/bundle';
import { canMount, withMounts } from './support/mounts';
import type { BusyReport, ReadOnlyReport } from './support/refused';

/** `nobody` on every Linux. */
const NOBODY = 65534;
const run = promisify(execFile);

let refused: Bundle;
beforeAll(async () => {
  refused = await bundle('test/integration/main/support/refused.ts');
});
afterAll(() => refused.remove());

describe.skipIf(!canMount())('a file that something else holds', () => {
  test('is replaced once it is let go of', async () => {
    const script = [
      'mount -t tmpfs tmpfs /mnt',
      'touch /mnt/busy.json',
      'mount --bind /mnt/busy.json /mnt/busy.json',
      `exec "$0" "$1" busy /mnt`,
    ].join(' && ');
    const { stdout } = await run('unshare', [
      ...[...withMounts, 'sh', '-c', script],
      ...[execPath, refused.script],
    ]);
    const report: BusyReport = JSON.parse(stdout);
    expect(report).toEqual({ once: 'EBUSY', content: 'new', files: ['busy.json', 'other.json'] });
  });
});

describe.skipIf(process.platform === 'win32')('a data folder that its mode closes', () => {
  test('is told with the epoch and the change, and all is caught up once it is open', async () => {
    const folder = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    // No mode closes anything to root: then it is somebody else who tries.
    const asRoot = process.getuid?.() === 0;
    if (asRoot) {
      await chown(folder, NOBODY, NOBODY);
      await chmod(dirname(refused.script), 0o755);
    }
    const command = [execPath, refused.script, 'read-only', folder];
    const [program = '', ...args] = asRoot
      ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command]
      : command;
    const { stdout } = await run(program, args);
    const report: ReadOnlyReport = JSON.parse(stdout);
    expect(report).toEqual({
      told: ['notWritable', 'notWritable'],
      afterwards: [null, null],
      epochs: 2,
      language: 'zh-CN',
    });
  });
});
