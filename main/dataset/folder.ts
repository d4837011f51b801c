import type { DatasetProblem } from '#contract/dataset';
import type { DatasetFiles } from '#contract/trainer';
import { join } from 'node:path';
import { FileFault } from './fault';
import { commitFile, statIfThere } from './files';
import { readIdxFile } from './idx';
import type { Manifest, ManifestFile } from './manifest';

/** The four files of a folder that passed, or what is wrong there. */
export type FolderCheck =
  | { readonly ok: true; readonly files: DatasetFiles }
  | { readonly ok: false; readonly problem: DatasetProblem };

/** One value for each of the four files, one after the other: each is unpacked in memory. */
export async function forEachFile<T>(
  manifest: Manifest,
  find: (file: ManifestFile, role: keyof DatasetFiles) => Promise<T>,
): Promise<Record<keyof DatasetFiles, T>> {
  const { files } = manifest;
  return {
    trainImages: await find(files.trainImages, 'trainImages'),
    trainLabels: await find(files.trainLabels, 'trainLabels'),
    testImages: await find(files.testImages, 'testImages'),
    testLabels: await find(files.testLabels, 'testLabels'),
  };
}

/** The four paths, or null where something else stands for one of them. */
export function allPaths(found: Record<keyof DatasetFiles, unknown>): DatasetFiles | null {
  const { trainImages, trainLabels, testImages, testLabels } = found;
  return typeof trainImages === 'string' &&
    typeof trainLabels === 'string' &&
    typeof testImages === 'string' &&
    typeof testLabels === 'string'
    ? { trainImages, trainLabels, testImages, testLabels }
    : null;
}

/**
 * Reads and verifies the set in `folder`: each file under its published name, compressed or not. Where both are there
 * and one is damaged, the other counts.
 */
export async function checkFolder(folder: string, manifest: Manifest): Promise<FolderCheck> {
  const found = await forEachFile(manifest, (file) => verifiedPath(folder, file));
  const files = allPaths(found);
  if (files) return { ok: true, files };
  const faults = Object.values(found).filter((file) => file instanceof FileFault);
  const worst = faults.find(({ code }) => code !== 'incomplete');
  const isAbsent = !worst && faults.length === 4;
  const problem = (worst ?? faults[0])?.toProblem();
  return { ok: false, problem: isAbsent || !problem ? { code: 'absent' } : problem };
}

/** The path of the file that passed; otherwise what is wrong with the first that is there, or `incomplete`. */
export async function verifiedPath(
  folder: string,
  file: ManifestFile,
): Promise<string | FileFault> {
  let first: FileFault | undefined;
  for (const path of candidates(folder, file)) {
    try {
      if (!(await isThere(path, file))) continue;
      await readIdxFile(path, file);
      return path;
    } catch (error) {
      /* v8 ignore if -- @preserve Both throw nothing else: what does would be a bug, and is not to pass for a damaged file. */
      if (!(error instanceof FileFault)) throw error;
      first ??= error;
    }
  }
  return first ?? new FileFault('incomplete', file.file, 'is not there');
}

/** The paths that a file of the set may have in `folder`, the published name first. */
export function candidates(folder: string, { file }: ManifestFile): readonly string[] {
  return [join(folder, file), join(folder, file.replace(/\.gz$/, ''))];
}

/**
 * Verifies a temporary file and puts it in its place, whose path it returns.
 *
 * @throws FileFault
 */
export async function keepFile(
  temporary: string,
  target: string,
  file: ManifestFile,
): Promise<string> {
  await readIdxFile(temporary, file);
  await commitFile(temporary, target);
  return target;
}

async function isThere(path: string, { file }: ManifestFile): Promise<boolean> {
  try {
    return (await statIfThere(path))?.isFile() ?? false;
  } catch (error) {
    throw new FileFault('unreadable', file, 'cannot be looked at', { cause: error });
  }
}
