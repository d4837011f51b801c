import type { DatasetProblem, DatasetSource, DatasetStatus } from '#contract/dataset';
import type { DatasetFiles } from '#contract/trainer';
import { join } from 'node:path';
import { checkFolder } from './folder';
import { fashionMnist, type Manifest } from './manifest';
import { stampedFiles, stampFiles } from './stamp';

/** Where the app may look for the data set. All are folders. */
export interface DatasetPlaces {
  /** The app's data folder: the set is kept in `datasets/fashion-mnist` below it. */
  readonly dataDir: string;
  /** The set that came with the app. */
  readonly packaged: string;
  /** The set that the system's own package installs. */
  readonly system?: string;
}

interface DatasetReady {
  readonly status: Extract<DatasetStatus, { state: 'ready' }>;
  readonly files: DatasetFiles;
}

export type DatasetFound =
  | DatasetReady
  | { readonly status: Extract<DatasetStatus, { state: 'missing' }>; readonly files: null };

const SYSTEM_PACKAGE = '/usr/share/datasets/fashion-mnist';

/** The folder that the app keeps the set in. */
export function dataFolder(places: DatasetPlaces, manifest: Manifest): string {
  return join(places.dataDir, 'datasets', manifest.name);
}

export function stampFile(places: DatasetPlaces, manifest: Manifest): string {
  return join(places.dataDir, 'datasets', `${manifest.name}.verified.json`);
}

interface Looking {
  readonly recheck?: boolean;
  readonly manifest?: Manifest;
  /** What takes the processor for a while, which is reading all of a set, waits for this. */
  readonly quiet?: Promise<unknown> | undefined;
}

/**
 * Looks for the set in the order of the design (data folder, packaged, system) and takes the first that passes.
 * What passed before and has not changed since is not read again, unless `recheck` asks for it: after the trainer refused the files.
 */
export async function findDataset(
  places: DatasetPlaces,
  { recheck = false, manifest = fashionMnist, quiet }: Looking = {},
): Promise<DatasetFound> {
  const looked: readonly { source: DatasetSource; folder: string }[] = [
    { source: 'dataFolder', folder: dataFolder(places, manifest) },
    { source: 'packaged', folder: places.packaged },
    { source: 'system', folder: places.system ?? SYSTEM_PACKAGE },
  ];
  const stamps = stampFile(places, manifest);
  const tried: { source: DatasetSource; problem: DatasetProblem }[] = [];
  for (const { source, folder } of looked) {
    const known = recheck ? null : await stampedFiles(stamps, source, folder, manifest);
    if (known) return ready(source, known, manifest);
    await quiet;
    const check = await checkFolder(folder, manifest);
    if (check.ok) {
      await stampFiles(stamps, source, check.files, manifest);
      return ready(source, check.files, manifest);
    }
    tried.push({ source, problem: check.problem });
  }
  return missing(tried);
}

export function ready(
  source: DatasetSource,
  files: DatasetFiles,
  manifest: Manifest,
): DatasetReady {
  return {
    status: {
      state: 'ready',
      name: manifest.name,
      source,
      train: manifest.files.trainLabels.count,
      test: manifest.files.testLabels.count,
      sha256: manifest.sha256,
    },
    files,
  };
}

export function missing(
  tried: readonly { source: DatasetSource; problem: DatasetProblem }[],
): DatasetFound {
  return { status: { state: 'missing', tried }, files: null };
}
