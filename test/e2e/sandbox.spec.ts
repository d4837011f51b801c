import { execFileSync } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { _electron } from '@playwright/test';
import { electronPath } from '../../tools/setup/index.mjs';
import { expect, repository, test } from './support/app';

/** The uid and gid of `nobody` on every Linux. */
const NOBODY = 65534;

/** Whether everybody may enter each folder on the way to `path`. */
async function isOpenToAll(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

test('as an ordinary user the window runs with the system’s sandbox on', async () => {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  test.skip(
    !asRoot,
    'Needs root to become another user; every other test runs as an ordinary user here.',
  );
  test.skip(!(await isOpenToAll(repository)), `Another user cannot read ${repository}.`);

  const home = await mkdtemp('/tmp/linearlab-sandbox-');
  try {
    // The runtime lies in root's cache, where nobody else can read it.
    const runtime = join(home, 'runtime');
    await cp(dirname(electronPath()), runtime, { recursive: true });
    const start = join(home, 'start');
    const profile = `HOME='${home}' XDG_RUNTIME_DIR='${home}'`;
    await writeFile(
      start,
      `#!/bin/sh\nexec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups env ${profile} '${runtime}/electron' "$@"\n`,
    );
    await chmod(start, 0o755);
    const authority = process.env['XAUTHORITY'];
    const env: Record<string, string> = {
      PATH: process.env['PATH'] ?? '',
      DISPLAY: process.env['DISPLAY'] ?? '',
    };
    if (authority) {
      env['XAUTHORITY'] = join(home, 'xauthority');
      await cp(authority, env['XAUTHORITY']);
      await chown(env['XAUTHORITY'], NOBODY, NOBODY);
    }
    await chmod(home, 0o755);
    await chown(home, NOBODY, NOBODY);

    const electron = await _electron.launch({
      executablePath: start,
      args: [repository, '--data-dir', join(home, 'data'), '--lang', 'en'],
      env,
      chromiumSandbox: true,
    });
    const page = await electron.firstWindow();
    const state = await page.evaluate(() => window.linearLab.call('getState', undefined));
    expect(state).toMatchObject({ ok: true, value: { app: { sandbox: true } } });
    const renderers = execFileSync('ps', ['-u', String(NOBODY), '-o', 'args='])
      .toString()
      .split('\n')
      .filter((line) => line.includes('--type=renderer'));
    expect(renderers).not.toHaveLength(0);
    for (const line of renderers) expect(line).not.toContain('--no-sandbox');
    await electron.close();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
