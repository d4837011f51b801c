/** What is left once the installed .deb is removed. */
import { execFile } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, isInstalled, test } from './support/installation';

const exec = promisify(execFile);

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test('removed and purged, it leaves nothing but what people made', async ({ installation }) => {
  test.skip(!isInstalled, 'the package is unpacked, not installed');
  const listed = (await exec('dpkg', ['--listfiles', 'linearlab'])).stdout.trim().split('\n');
  const own = listed.filter((path) => /linearlab/i.test(path));
  expect(own.length).toBeGreaterThan(40);
  await exec('dpkg', ['--remove', 'linearlab']);
  await exec('dpkg', ['--purge', 'linearlab']);
  const left = [];
  for (const path of [...own, '/etc/apparmor.d/linearlab', '/var/lib/dpkg/info/linearlab.list']) {
    if (await isThere(path)) left.push(path);
  }
  expect(left).toEqual([]);
  expect(await readdir(join(installation.dataDir, 'runs'))).not.toHaveLength(0);
});
