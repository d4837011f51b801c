import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Bundle } from './support/bundle';
import type { FullDiskReport } from './support/full-disk';
import { canMount, withMounts } from './support/mounts';

let keepRun: Bundle;

beforeAll(async () => {
  keepRun = await bundle('test/integration/main/support/full-disk.ts');
});

afterAll(() => keepRun.remove());

describe.skipIf(!canMount())('a disk that is full', () => {
  test('is told with each epoch, the run goes on, and all is caught up when there is space', async () => {
    // Four megabytes, of which the run would fit if three were not taken: 51 snapshots of 31 KB.
    const script = [
      'mount -t tmpfs -o size=4m tmpfs /mnt',
      'head -c 3000000 /dev/zero > /mnt/ballast',
      `exec "$0" "$1" /mnt`,
    ].join(' && ');
    const { stdout } = await promisify(execFile)('unshare', [
      ...withMounts,
      'sh',
      '-c',
      script,
      execPath,
      keepRun.script,
    ]);
    const report: FullDiskReport = JSON.parse(stdout);
    const firstRefused = report.told.indexOf('diskFull');
    expect(firstRefused).toBeGreaterThan(5);
    expect(report.told.slice(0, firstRefused).every((code) => code === null)).toBe(true);
    expect(report.told.slice(firstRefused).every((code) => code === 'diskFull')).toBe(true);
    expect(report).toMatchObject({
      afterwards: null,
      epochs: 51,
      files: ['run.json', 'weights.bin'],
    });
  });
});
