import { AppError } from '#contract/errors';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFault } from './fault';
import { makeFolder } from '../files';
import { statIfThere } from './files';
import { forEachFile, keepFile, verifiedPath } from './folder';
import {
  dataFolder,
  missing,
  ready,
  stampFile,
  type DatasetFound,
  type DatasetPlaces,
} from './locate';
import { fashionMnist, type Manifest, type ManifestFile } from './manifest';
import { mirrors, publishedBytes } from './mirrors';
import { clearParts, leavePart, takePart, type Part } from './parts';
import { stampFiles } from './stamp';
import { transfer, TransferFault } from './transfer';

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Bytes of the four files so far, and of all; `total` is an estimate until each server has told. */
  readonly onProgress: (received: number, total: number) => void;
  readonly manifest?: Manifest;
  /** Folders that hold the published files, each address ending in a slash. */
  readonly mirrors?: readonly string[];
  readonly stallMs?: number;
  /** Free space of the disk that holds `folder`, in bytes. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Kept free beside what is downloaded. */
const RESERVE_BYTES = 32 << 20;
/** Compressed data is never longer than its content by more than this. */
const MAX_OVERHEAD = 1 << 16;
/** Tries of one mirror, as long as each gets further than the one before. */
const MAX_TRIES = 5;
const STALL_MS = 30_000;

/**
 * Downloads the set into the data folder, only ever because a person asked. What is there and passes is not fetched
 * again, what broke off is gone on with, and a mirror whose file does not pass gives way to the next.
 *
 * @returns `missing` where no mirror had a good file.
 * @throws AppError `cancelled`, `diskFull`, `notWritable`
 */
export async function downloadDataset(
  places: DatasetPlaces,
  options: DownloadOptions,
): Promise<DatasetFound> {
  const manifest = options.manifest ?? fashionMnist;
  const folder = dataFolder(places, manifest);
  const progress = new Progress(manifest, options.onProgress);
  await makeFolder(folder);
  try {
    const files = await forEachFile(manifest, (file) => fetchFile(file, folder, options, progress));
    await stampFiles(stampFile(places, manifest), 'dataFolder', files, manifest);
    return ready('downloaded', files, manifest);
  } catch (error) {
    if (error instanceof FileFault) {
      return missing([{ source: 'downloaded', problem: error.toProblem() }]);
    }
    throw error;
  }
}

/** @throws FileFault of the last mirror that had the file at all, else `unreachable`. */
async function fetchFile(
  file: ManifestFile,
  folder: string,
  options: DownloadOptions,
  progress: Progress,
): Promise<string> {
  const present = await verifiedPath(folder, file);
  if (typeof present === 'string') {
    const size = await sizeOf(present);
    progress.report(file, size, size);
    return present;
  }
  let fault = new FileFault('unreachable', file.file, 'no mirror has it');
  for (const mirror of options.mirrors ?? mirrors) {
    try {
      return await fetchFrom(mirror, file, folder, options, progress);
    } catch (error) {
      if (error instanceof FileFault) fault = error;
      else if (!(error instanceof TransferFault)) throw error;
    }
  }
  throw fault;
}

async function fetchFrom(
  mirror: string,
  file: ManifestFile,
  folder: string,
  options: DownloadOptions,
  progress: Progress,
): Promise<string> {
  const url = new URL(file.file, mirror).href;
  const stallMs = options.stallMs ?? STALL_MS;
  const part = await takePart(folder, file.file, url, 2 * stallMs);
  try {
    for (let tries = 1; ; tries += 1) {
      const before = await sizeOf(part.path);
      try {
        await transfer(url, part.path, {
          fetch: options.fetch,
          signal: options.signal,
          stallMs,
          maxBytes: file.bytes + MAX_OVERHEAD,
          reserve: (bytes) => reserve(folder, bytes, options.freeBytes ?? freeBytes),
          onProgress: (received, total) => {
            progress.report(file, received, total);
          },
        });
        const kept = await keepFile(part.path, join(folder, file.file), file);
        await clearParts(folder, file.file, 2 * stallMs);
        return kept;
      } catch (error) {
        if (tries === MAX_TRIES || !(await isWorthAnotherTry(error, part, before))) throw error;
      }
    }
  } finally {
    await leavePart(part);
  }
}

async function isWorthAnotherTry(error: unknown, part: Part, before: number): Promise<boolean> {
  if (error instanceof TransferFault) return (await sizeOf(part.path)) > before;
  if (!(error instanceof FileFault)) return false;
  await rm(part.path, { force: true });
  // What was joined from two transfers may be of two versions of the file: once more from the start.
  return before > 0;
}

async function reserve(
  folder: string,
  bytes: number,
  free: (folder: string) => Promise<number>,
): Promise<void> {
  if ((await free(folder)) < bytes + RESERVE_BYTES) throw new AppError('diskFull');
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const sizeOf = async (path: string) => (await statIfThere(path))?.size ?? 0;

/* v8 ignore next -- @preserve A manifest has the published names alone; to the compiler they are any text. */
const estimate = (file: string, bytes: number) => publishedBytes[file] ?? bytes;

/** Adds up the files' bytes. */
class Progress {
  readonly #files = new Map<string, { received: number; total: number }>();

  constructor(
    manifest: Manifest,
    private readonly onProgress: DownloadOptions['onProgress'],
  ) {
    for (const { file, bytes } of Object.values<ManifestFile>(manifest.files)) {
      this.#files.set(file, { received: 0, total: estimate(file, bytes) });
    }
  }

  report({ file, bytes }: ManifestFile, received: number, total: number | null): void {
    this.#files.set(file, { received, total: total ?? estimate(file, bytes) });
    const all = [...this.#files.values()];
    this.onProgress(
      all.reduce((sum, entry) => sum + entry.received, 0),
      all.reduce((sum, entry) => sum + entry.total, 0),
    );
  }
}
