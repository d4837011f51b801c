// @ts-check
/** The Linux packages that need no tool but the system's own: tar.gz and .deb. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { Failure } from '../lib/failure.mjs';
import { linkTree, sizeOf, withTemporaryFolder } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { SIZES } from './icons.mjs';
import { filesIn } from './content.mjs';
import { icons } from './places.mjs';

const installer = join(root, 'resources', 'installer');
/** Both names of those that were renamed when time_t grew to 64 bits (Ubuntu 24.04, Debian 13). */
const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libc6',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libstdc++6',
  'libxss1',
  'xdg-utils',
];
const RECOMMENDS = ['fonts-noto-cjk'];
const COPYRIGHT = `LinearLab
Copyright: The LinearLab authors
License: Apache-2.0, the text of which is in /usr/share/common-licenses/Apache-2.0
The licences of all parts: /opt/LinearLab/resources/licences
`;

/**
 * @param {string} folder the app's
 * @param {string} target
 */
export async function makeTarball(folder, target) {
  await withTemporaryFolder(target, async (temporary) => {
    const name = 'LinearLab';
    await linkTree(folder, join(temporary, name));
    const tar = join(temporary, 'linearlab.tar');
    // Nobody's name and group, the same order each time.
    await must('tar', [
      ...['--create', '--file', tar, '--directory', temporary, '--sort=name'],
      ...['--owner=0', '--group=0', '--numeric-owner', name],
    ]);
    await pipeline(createReadStream(tar), createGzip({ level: 6 }), createWriteStream(target));
  });
}

/**
 * @param {string} folder the app's
 * @param {string} target
 * @param {{ version: string, arch: string, official: boolean }} of
 */
export async function makeDeb(folder, target, { version, arch, official }) {
  await withTemporaryFolder(target, async (tree) => {
    await linkTree(folder, join(tree, 'opt', 'LinearLab'));
    await place(tree, 'usr/share/applications/linearlab.desktop', 'linearlab.desktop');
    await place(tree, 'usr/share/mime/packages/linearlab.xml', 'linearlab-mime.xml');
    await place(tree, 'DEBIAN/postinst', 'postinst', 0o755);
    await place(tree, 'DEBIAN/prerm', 'prerm', 0o755);
    for (const size of SIZES) {
      const name = `${size}x${size}`;
      const icon = join(tree, 'usr/share/icons/hicolor', name, 'apps', 'linearlab.png');
      await mkdir(dirname(icon), { recursive: true });
      await copyFile(join(icons, 'icons', `${name}.png`), icon);
    }
    await mkdir(join(tree, 'usr', 'bin'), { recursive: true });
    await symlink('/opt/LinearLab/linearlab', join(tree, 'usr', 'bin', 'linearlab'));
    const documents = join(tree, 'usr/share/doc/linearlab');
    await mkdir(documents, { recursive: true });
    await writeFile(join(documents, 'copyright'), COPYRIGHT);
    const changes = await readFile(join(root, 'CHANGELOG.md'));
    await writeFile(join(documents, 'changelog.gz'), gzipSync(changes, { level: 9 }));
    await writeFile(join(tree, 'DEBIAN', 'md5sums'), await sumsOf(tree));
    const control = controlFile({ version, arch, official, bytes: await sizeOf(tree) });
    await writeFile(join(tree, 'DEBIAN', 'control'), control);
    await must('dpkg-deb', ['--root-owner-group', '-Zxz', '-z6', '--build', tree, target]);
  });
}

/** @param {{ version: string, arch: string, official: boolean, bytes: number }} of */
export function controlFile({ version, arch, official, bytes }) {
  const fields = {
    Package: 'linearlab',
    // Debian sorts what follows a tilde before the version itself: a release replaces a development build.
    Version: official ? version : `${version.replace(/-.*/, '')}~development`,
    Architecture: arch === 'x64' ? 'amd64' : arch,
    Maintainer: 'The LinearLab authors <maintainers@linearlab.invalid>',
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: DEPENDS.join(', '),
    Recommends: RECOMMENDS.join(', '),
    Section: 'education',
    Priority: 'optional',
    Description: [
      'Learn linear neural networks by training them',
      ' Chapter 3 of Dive into Deep Learning as a lab that needs no network: its own code,',
      ' run natively on Fashion-MNIST, which is inside.',
      ...(official
        ? []
        : [' .', ' DEVELOPMENT BUILD on an Electron without security fixes: for tests only.']),
    ].join('\n'),
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** What `dpkg --verify` holds the installed files to. @param {string} tree @returns {Promise<string>} */
async function sumsOf(tree) {
  const lines = [];
  for (const { path } of await filesIn(tree)) {
    if (path.startsWith('DEBIAN/')) continue;
    const hash = createHash('md5');
    await pipeline(createReadStream(join(tree, path)), hash);
    lines.push(`${hash.digest('hex')}  ${path}\n`);
  }
  return lines.sort().join('');
}

/**
 * @param {string} tree
 * @param {string} path
 * @param {string} name in resources/installer
 * @param {number} [mode]
 */
async function place(tree, path, name, mode = 0o644) {
  const target = join(tree, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(installer, name), target);
  await chmod(target, mode);
}

/** @param {string} command @param {string[]} args */
async function must(command, args) {
  const { code, stderr } = await run(command, args, { stdout: 'keep', stderr: 'keep' });
  if (code !== 0) throw new Failure(`${command} failed (exit code ${code}):\n${stderr.trim()}`);
}
