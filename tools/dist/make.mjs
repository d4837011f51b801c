// @ts-check
/** All the packages that were asked for, from one folder of the app. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeDeb, makeTarball } from './archive.mjs';
import { packFolder } from './pack.mjs';
import { builtFolder, output } from './places.mjs';
import { runBuilder } from './folder.mjs';
import { linuxName } from './targets.mjs';
import { sizeOf } from '../lib/files.mjs';
import { whyUnreachable } from '../setup/reach.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

/**
 * @param {readonly Target[]} targets
 * @returns {Promise<{ name: string, path: string }[]>} what was made by our own tools, the folder among it
 */
export async function makePackages(targets) {
  const { runtime, version } = await packFolder();
  const { folder } = builtFolder(process.platform, process.arch);
  console.log(`${basename(folder)}: ${inMegabytes(await sizeOf(folder))} installed`);
  const of = { version, arch: process.arch, official: runtime.official };
  const made = [];
  for (const target of targets) {
    if (target.name === 'folder') {
      made.push({ name: target.name, path: folder });
      continue;
    }
    const unreachable = target.needs && (await whyUnreachable(target.needs));
    if (unreachable) {
      console.log(
        `${target.name}: skipped, as electron-builder's tool for it can't be had here (${unreachable})`,
      );
      continue;
    }
    if (target.by === 'electron-builder') {
      if (!runtime.official) {
        console.log(
          `${target.name}: skipped, as it is made for releases only and this is a development runtime`,
        );
        continue;
      }
      await runBuilder(runtime, [target.name], folder);
      continue;
    }
    const file = join(output, linuxName({ version, arch: process.arch, ext: target.name }));
    await mkdir(output, { recursive: true });
    await rm(file, { force: true });
    await (target.name === 'deb' ? makeDeb(folder, file, of) : makeTarball(folder, file));
    console.log(`${basename(file)}: ${inMegabytes((await stat(file)).size)}`);
    made.push({ name: target.name, path: file });
  }
  return made;
}

/** @param {number} bytes */
const inMegabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
