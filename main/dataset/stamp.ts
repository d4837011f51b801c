/**
 * Remembers which files passed, so that a launch need not unpack 55 MB again: their size and times, beside the
 * fingerprint that they had. The trainer hashes what it loads in any case, so a stamp can only save time.
 */
import type { DatasetFiles } from '#contract/trainer';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as v from 'valibot';
import { writeAtomic } from '../files';
import { statIfThere } from './files';
import { allPaths, candidates, forEachFile } from './folder';
import type { Manifest } from './manifest';

const markSchema = v.object({
  name: v.string(),
  size: v.number(),
  mtimeMs: v.number(),
  ctimeMs: v.number(),
});
const stampSchema = v.object({
  sha256: v.string(),
  files: v.object({
    trainImages: markSchema,
    trainLabels: markSchema,
    testImages: markSchema,
    testLabels: markSchema,
  }),
});
const stampsSchema = v.record(v.string(), stampSchema);
type Mark = v.InferOutput<typeof markSchema>;
type Stamps = v.InferOutput<typeof stampsSchema>;

/** The files in `folder` that `place` was stamped with, or null where anything about them changed. */
export async function stampedFiles(
  stampFile: string,
  place: string,
  folder: string,
  manifest: Manifest,
): Promise<DatasetFiles | null> {
  const stamp = (await readStamps(stampFile))[place];
  if (stamp?.sha256 !== manifest.sha256) return null;
  const found = await forEachFile(manifest, async (file, role) => {
    const mark = stamp.files[role];
    const path = candidates(folder, file).find((candidate) => basename(candidate) === mark.name);
    return path && sameMark(await markOf(path), mark) ? path : null;
  });
  return allPaths(found);
}

/** Stamps files that were just verified. A stamp that cannot be written is no loss: the next launch verifies again. */
export async function stampFiles(
  stampFile: string,
  place: string,
  files: DatasetFiles,
  manifest: Manifest,
): Promise<void> {
  const stamps: Stamps = {
    ...(await readStamps(stampFile)),
    [place]: {
      sha256: manifest.sha256,
      files: await forEachFile(manifest, (_, role) => markOf(files[role])),
    },
  };
  try {
    await mkdir(dirname(stampFile), { recursive: true });
    await writeAtomic(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
  } catch {
    // A read-only data folder: said elsewhere, where it matters.
  }
}

async function readStamps(stampFile: string): Promise<Stamps> {
  try {
    const stamps: unknown = JSON.parse(await readFile(stampFile, 'utf8'));
    return v.parse(stampsSchema, stamps);
  } catch {
    return {};
  }
}

async function markOf(path: string): Promise<Mark> {
  const status = await statIfThere(path);
  return {
    name: basename(path),
    size: status?.size ?? -1,
    mtimeMs: status?.mtimeMs ?? 0,
    ctimeMs: status?.ctimeMs ?? 0,
  };
}

const sameMark = (a: Mark, b: Mark) =>
  a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
