import type { DatasetFiles } from '#contract/trainer';
import type { DatasetProblem } from '#contract/dataset';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, writeError } from '../files';
import { statIfThere } from './files';
import { checkFolder, forEachFile, keepFile } from './folder';
import {
  dataFolder,
  missing,
  ready,
  stampFile,
  type DatasetFound,
  type DatasetPlaces,
} from './locate';
import { fashionMnist, type Manifest } from './manifest';
import { stampFiles } from './stamp';

/** Where below a picked folder the set may be: other libraries keep it so. */
const USUAL_SUBFOLDERS = ['.', 'raw', 'FashionMNIST/raw', 'fashion-mnist'];

/**
 * Copies a set that a person picked into the data folder: a folder that holds it, or the four files themselves.
 * Each copy is verified and flushed before it takes its place.
 *
 * @throws AppError `diskFull`, `notWritable`
 */
export async function importDataset(
  places: DatasetPlaces,
  picked: readonly string[],
  manifest: Manifest = fashionMnist,
): Promise<DatasetFound> {
  let closest: DatasetProblem = { code: 'absent' };
  for (const folder of await foldersOf(picked)) {
    const check = await checkFolder(folder, manifest);
    if (check.ok) {
      const files = await copyAll(check.files, dataFolder(places, manifest), manifest);
      await stampFiles(stampFile(places, manifest), 'dataFolder', files, manifest);
      return ready('picked', files, manifest);
    }
    if (closest.code === 'absent') closest = check.problem;
  }
  return missing([{ source: 'picked', problem: closest }]);
}

async function copyAll(
  files: DatasetFiles,
  folder: string,
  manifest: Manifest,
): Promise<DatasetFiles> {
  await makeFolder(folder);
  return forEachFile(manifest, async (file, role) => {
    const name = basename(files[role]);
    const copy = join(folder, `.${name}.${randomUUID()}.tmp`);
    try {
      await copyFile(files[role], copy, constants.COPYFILE_EXCL).catch((error: unknown) => {
        throw writeError(error, name);
      });
      return await keepFile(copy, join(folder, name), file);
    } finally {
      await rm(copy, { force: true });
    }
  });
}

async function foldersOf(picked: readonly string[]): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const path of picked) {
    const isFolder = (await statIfThere(path))?.isDirectory() ?? false;
    if (!isFolder) folders.add(dirname(path));
    else for (const subfolder of USUAL_SUBFOLDERS) folders.add(join(path, subfolder));
  }
  return [...folders];
}
