/**
 * Data sets of one's own: any four IDX files of 28 x 28 pictures with at most ten classes, under the names that
 * Fashion-MNIST's have, and a text file with a class's name a line. They are copied, and pinned by their hashes from then on.
 */
import { PICTURE_PIXELS, PICTURE_SIDE } from '#contract/dataset';
import type { ManifestSource } from '#contract/trainer';
import {
  MAX_NAME,
  MAX_OWN_CLASSES,
  MAX_OWN_PICTURES,
  type OwnDataset,
  type OwnDatasetImport,
  type OwnDatasetProblem,
} from '#contract/upkeep';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { move, namesIn, writeError } from '../files';
import { FileFault } from './fault';
import { statIfThere } from './files';
import { readIdxHeader, readPlain } from './idx';
import { fashionMnist, readManifest, type ManifestFile } from './manifest';

const LABELS = 'labels.txt';
const RECORD = 'own.json';
const PREFIX = 'own-';

const recordSchema = v.object({
  name: v.string(),
  classes: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_OWN_CLASSES)),
  files: v.pipe(
    v.array(v.object({ file: v.string(), sha256: v.string(), bytes: v.number() })),
    v.length(4),
  ),
});
type Record = v.InferOutput<typeof recordSchema>;

class Refused extends Error {
  constructor(readonly problem: OwnDatasetProblem) {
    super(problem.code);
  }
}

/** Where the data sets are kept, one folder each. */
export const ownFolder = (dataDir: string, id: string) => join(dataDir, 'datasets', PREFIX + id);

/** @throws AppError `diskFull`, `notWritable` */
export async function importOwn(
  dataDir: string,
  folder: string,
  name: string,
): Promise<OwnDatasetImport> {
  try {
    const classes = await readClasses(join(folder, LABELS));
    const { files } = fashionMnist;
    const train = await readPair(folder, files.trainImages, files.trainLabels, classes.length);
    const test = await readPair(folder, files.testImages, files.testLabels, classes.length);
    const record = { name, classes, files: [...train, ...test].map(describe) };
    const id = idOf(record);
    await keep(ownFolder(dataDir, id), record, [...train, ...test]);
    return { ok: true, dataset: await summary(dataDir, id, record) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    if (error instanceof FileFault) return { ok: false, problem: error.toProblem() };
    throw error;
  }
}

/** The data sets that were imported, by name. What cannot be read is left out, and left as it is. */
export async function listOwn(dataDir: string): Promise<readonly OwnDataset[]> {
  const names = await namesIn(join(dataDir, 'datasets'));
  const found = await Promise.all(
    names
      .filter((name) => name.startsWith(PREFIX))
      .map(async (name) => {
        const id = name.slice(PREFIX.length);
        const record = await readRecord(dataDir, id);
        return record && summary(dataDir, id, record);
      }),
  );
  return found.filter((one) => one !== null).sort((a, b) => a.name.localeCompare(b.name));
}

/** What the trainer and the checks need of it; null where it is not there. */
export async function readOwn(
  dataDir: string,
  id: string,
): Promise<{ readonly source: ManifestSource; readonly classes: readonly string[] } | null> {
  const record = await readRecord(dataDir, id);
  return record && { source: { name: record.name, files: record.files }, classes: record.classes };
}

export async function removeOwn(dataDir: string, id: string): Promise<void> {
  await rm(ownFolder(dataDir, id), { recursive: true, force: true });
}

interface ReadFile {
  readonly file: string;
  /** Decoded, with its header. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const describe = ({ file, bytes }: ReadFile) => ({
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
});

const idOf = (record: Record) =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 12);

/** @throws Refused, FileFault */
async function readPair(
  folder: string,
  images: ManifestFile,
  labels: ManifestFile,
  classes: number,
): Promise<readonly ReadFile[]> {
  const pictures = await readFileOf(folder, images);
  const { count, rows, columns } = readIdxHeader(pictures.bytes, images);
  const { file } = images;
  if (rows !== PICTURE_SIDE || columns !== PICTURE_SIDE) {
    throw new Refused({ code: 'pictureSize', file, size: `${rows} x ${columns}` });
  }
  if (count < 1 || count > MAX_OWN_PICTURES) {
    throw new Refused({ code: 'pictureCount', file, count });
  }
  const named = await readFileOf(folder, labels);
  const { count: labelCount, items } = readIdxHeader(named.bytes, labels);
  if (labelCount !== count) {
    throw new Refused({
      ...{ code: 'labelCount', file: labels.file, count: labelCount, pictures: count },
    });
  }
  const label = items.find((one) => one >= classes);
  if (label !== undefined) {
    throw new Refused({ code: 'labelRange', file: labels.file, label, classes });
  }
  return [pictures, named];
}

/** Compressed or not, under the published name. @throws FileFault */
async function readFileOf(folder: string, { file }: ManifestFile): Promise<ReadFile> {
  const limit = 16 + MAX_OWN_PICTURES * PICTURE_PIXELS;
  for (const name of [file, file.replace(/\.gz$/, '')]) {
    const path = join(folder, name);
    if ((await statIfThere(path))?.isFile()) {
      return { file, bytes: await readPlain(path, { file, bytes: limit }) };
    }
  }
  throw new FileFault('incomplete', file, 'is not there');
}

/** @throws Refused */
async function readClasses(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const classes = text
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, MAX_NAME))
    .filter((line) => line !== '');
  if (classes.length < 2 || classes.length > MAX_OWN_CLASSES) {
    throw new Refused({ code: 'labelNames', count: classes.length });
  }
  return classes;
}

/** The folder appears whole or not at all. @throws AppError `diskFull`, `notWritable` */
async function keep(folder: string, record: Record, files: readonly ReadFile[]): Promise<void> {
  if (await statIfThere(join(folder, RECORD))) return;
  const temporary = `${folder}.${randomUUID()}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    for (const { file, bytes } of files) {
      await writeFile(join(temporary, file.replace(/\.gz$/, '')), bytes, { flush: true });
    }
    const text = `${JSON.stringify(record, null, 2)}\n`;
    await writeFile(join(temporary, RECORD), text, { flush: true });
  } catch (error) {
    // What is there to say is why it could not be written, not that there is nothing to clear away.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw writeError(error, folder);
  }
  await move(temporary, folder);
}

async function readRecord(dataDir: string, id: string): Promise<Record | null> {
  try {
    const text = await readFile(join(ownFolder(dataDir, id), RECORD), 'utf8');
    return v.parse(recordSchema, JSON.parse(text));
  } catch {
    return null;
  }
}

async function summary(dataDir: string, id: string, record: Record): Promise<OwnDataset> {
  const { files } = readManifest(record);
  const stats = await Promise.all(
    record.files.map(({ file }) =>
      statIfThere(join(ownFolder(dataDir, id), file.replace(/\.gz$/, ''))),
    ),
  );
  return {
    ...{ id, name: record.name, classes: record.classes },
    train: files.trainLabels.count,
    test: files.testLabels.count,
    bytes: stats.reduce((sum, one) => sum + (one?.size ?? 0), 0),
  };
}
