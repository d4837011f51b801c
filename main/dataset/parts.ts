/**
 * Unfinished downloads. A part under way has a name of its own (`<file>.<source>.<uuid>.part`), so that two
 * instances never write to one file; a part that was left (`<file>.<source>.part`) waits to be taken up by one of them, by a rename,
 * which succeeds for one alone.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { statIfThere } from './files';

export interface Part {
  readonly path: string;
  /** The name under which it waits. */
  readonly left: string;
}

/**
 * Takes up what is left of a download of `file` from `url`, or names a new part.
 *
 * @param staleMs a part of another instance that nobody wrote to for this long was left by a killed process.
 */
export async function takePart(
  folder: string,
  file: string,
  url: string,
  staleMs: number,
): Promise<Part> {
  const source = createHash('sha256').update(url).digest('hex').slice(0, 8);
  const prefix = `${file}.${source}.`;
  const left = join(folder, `${prefix}part`);
  const part = { path: join(folder, `${prefix}${randomUUID()}.part`), left };
  for (const candidate of [left, ...(await staleParts(folder, prefix, staleMs))]) {
    if (await renamed(candidate, part.path)) break;
  }
  return part;
}

/** Leaves a part to whoever takes it up next. */
export async function leavePart(part: Part): Promise<void> {
  await renamed(part.path, part.left);
}

/** Removes every part of `file` that nobody is writing to: it is there, whole. */
export async function clearParts(folder: string, file: string, staleMs: number): Promise<void> {
  const waiting = /^\.[0-9a-f]{8}\.part$/;
  for (const name of await namesIn(folder)) {
    const isLeft = name.startsWith(file) && waiting.test(name.slice(file.length));
    if (isLeft) await rm(join(folder, name), { force: true });
  }
  for (const path of await staleParts(folder, `${file}.`, staleMs)) await rm(path, { force: true });
}

async function staleParts(folder: string, prefix: string, staleMs: number): Promise<string[]> {
  const stale: string[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(prefix) || !/[0-9a-f-]{36}\.part$/.test(name)) continue;
    const status = await statIfThere(join(folder, name));
    if (status && Date.now() - status.mtimeMs > staleMs) stale.push(join(folder, name));
  }
  return stale;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function renamed(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}
