/** What dpkg and the desktop are told by the .deb: installed where that is asked for, else looked at. */
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, isInstalled, test } from './support/installation';

const exec = promisify(execFile);
const deb = process.env['LINEAR_LAB_PACKAGE'] ?? '';

test('the control data name the package, its size and what it needs', async ({ installation }) => {
  const field = async (name: string) => (await exec('dpkg-deb', ['-f', deb, name])).stdout.trim();
  expect(await field('Package')).toBe('linearlab');
  expect(await field('Architecture')).toBe(process.arch === 'x64' ? 'amd64' : process.arch);
  expect(await field('Version')).toMatch(/^\d+\.\d+\.\d+(~development)?$/);
  expect(await field('Depends')).toMatch(/libgtk-3-0 \| libgtk-3-0t64.*libnss3/);
  // In KiB, of what is unpacked (apparent sizes).
  const unpacked = (await exec('du', ['-sk', '--apparent-size', installation.folder])).stdout;
  const ratio = Number(await field('Installed-Size')) / Number.parseInt(unpacked, 10);
  expect(ratio).toBeGreaterThan(0.98);
  expect(ratio).toBeLessThan(1.02);
});

test('the scripts of the installation are sound', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linearlab-control-'));
  try {
    await exec('dpkg-deb', ['--control', deb, folder]);
    for (const script of ['postinst', 'prerm']) {
      await exec('sh', ['-n', join(folder, script)]);
      expect((await readFile(join(folder, script), 'utf8')).split('\n')[0]).toBe('#!/bin/sh');
      await access(join(folder, script), 1);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('each file is the one whose sum the package names', async ({ installation: { folder } }) => {
  const control = await mkdtemp(join(tmpdir(), 'linearlab-control-'));
  try {
    await exec('dpkg-deb', ['--control', deb, control]);
    const sums = join(control, 'md5sums');
    const { stdout } = await exec('find', [folder, '-type', 'f']);
    const named = (await readFile(sums, 'utf8')).match(/^[0-9a-f]{32} {2}opt\/LinearLab\//gm);
    expect(named).toHaveLength(stdout.trim().split('\n').length);
    await exec('md5sum', ['--check', '--quiet', sums], { cwd: join(folder, '..', '..') });
  } finally {
    await rm(control, { recursive: true, force: true });
  }
});

test('installed, it is known to dpkg and to the desktop, and has an AppArmor profile where that takes it', async ({
  installation: { folder },
}) => {
  test.skip(!isInstalled, 'the package is unpacked, not installed');
  expect((await exec('dpkg', ['--status', 'linearlab'])).stdout).toContain('install ok installed');
  expect((await exec('dpkg', ['--verify', 'linearlab'])).stdout).toBe('');
  expect(await readFile('/usr/share/mime/globs2', 'utf8')).toContain(
    ':application/x-linearlab:*.linearlab\n',
  );
  expect(await readFile('/usr/share/applications/mimeinfo.cache', 'utf8')).toMatch(
    /^application\/x-linearlab=.*linearlab\.desktop;/m,
  );
  await exec('desktop-file-validate', ['/usr/share/applications/linearlab.desktop']);
  // The helper is set-uid only where an ordinary user can have no sandbox without it.
  const { mode } = await stat(join(folder, 'chrome-sandbox'));
  expect(mode & 0o4000).toBe(0);
  const profile = join(folder, 'resources', 'linearlab.apparmor');
  const isTaken = await exec('apparmor_parser', ['--skip-kernel-load', '--debug', profile]).then(
    () => true,
    () => false,
  );
  const isThere = await access('/etc/apparmor.d/linearlab').then(
    () => true,
    () => false,
  );
  expect(isThere).toBe(isTaken);
});

test('the desktop file opens the kinds of files that the package declares, with the command that is there', async ({
  installation: { folder },
}) => {
  const root = join(folder, '..', '..');
  const text = (path: string) => readFile(join(root, path), 'utf8');
  const desktop = await text('usr/share/applications/linearlab.desktop');
  const entries = new Map(
    [...desktop.matchAll(/^([A-Za-z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  expect(entries.get('Type')).toBe('Application');
  expect(entries.get('Exec')).toMatch(/linearlab.* %[FU]$/i);
  const link = await readlink(join(root, 'usr', 'bin', 'linearlab'));
  expect(link).toBe('/opt/LinearLab/linearlab');
  await access(join(root, link), 1);

  const mime = await text('usr/share/mime/packages/linearlab.xml');
  const declared = [...mime.matchAll(/<mime-type type="([^"]+)"/g)].map(([, type]) => type);
  expect(declared.sort()).toEqual(['application/x-linearlab', 'application/x-linearlab-sheet']);
  expect(entries.get('MimeType')?.split(';').filter(Boolean).sort()).toEqual(declared);
  const globs = [...mime.matchAll(/<glob pattern="([^"]+)"/g)].map(([, pattern]) => pattern);
  expect(globs.sort()).toEqual(['*.linearlab', '*.linearlab-sheet']);
  await access(join(root, 'usr/share/icons/hicolor/256x256/apps/linearlab.png'));
});

test('the AppArmor profile lets this program, and no other, have user namespaces', async ({
  installation: { resources },
}) => {
  const profile = await readFile(join(resources, 'linearlab.apparmor'), 'utf8');
  expect(profile).toMatch(/^abi <abi\/4\.0>,$/m);
  expect(profile).toMatch(
    /^profile linearlab "?\/opt\/LinearLab\/linearlab"? flags=\(unconfined\) \{$/m,
  );
  expect(profile).toMatch(/^\s*userns,$/m);
});
