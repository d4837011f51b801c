import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { electronPath } from '../../tools/setup/index.mjs';
import { expect, repository, rootSwitches, test } from './support/app';

/** A network namespace with nothing but the loopback, over which the test drives the app. */
const isolated = [
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  ...['--net', '--', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"'],
];

function canIsolate(): boolean {
  try {
    execFileSync('unshare', [...isolated, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a session sends nothing to anywhere, as the kernel counts it', async ({ dataDir }) => {
  test.skip(!canIsolate(), 'needs a network namespace, which only Linux has');
  const session = fileURLToPath(new URL('support/offline-session.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(
    'unshare',
    [
      ...[...isolated, process.execPath, session],
      ...[electronPath(), repository, dataDir, ...new Set([...rootSwitches, '--no-sandbox'])],
    ],
    { timeout: 100_000, killSignal: 'SIGKILL' },
  );
  const counts: unknown = JSON.parse(stdout);
  expect(counts).toEqual({ before: 0, after: 0, onPurpose: expect.any(Number) });
  // The count sees what it should: a request on purpose.
  expect(counts).not.toMatchObject({ onPurpose: 0 });
});
