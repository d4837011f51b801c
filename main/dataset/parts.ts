/**
 * Unfinished downloads. A part under way has a name of its own, `<file>.<source>.<machine>-<process>-<uuid>.part`, so that
 * two instances never write to one file. A part that was left, `<file>.<source>.part`, and one whose process is gone are taken up by
 * a rename, which succeeds for one instance alone.
 */
import { createHash, randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errorCode, namesIn } from '../files';
import { statIfThere } from './files';

export interface Part {
  readonly path: string;
  /** The name under which it waits once it is left. */
  readonly left: string;
}

const tagOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** On a network drive the parts of other machines lie beside ours, and their process ids mean nothing here. */
const machine = tagOf(hostname());

/** What comes after `<file>.<source>.` in the name of a part under way. */
const OWNER = /^(?<machine>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f-]{36}\.part$/;

/**
 * Takes up what is left of a download of `file` from `url`, or names a new part.
 *
 * @param staleMs a part of another machine that nobody wrote to for this long was left too.
 */
export async function takePart(
  folder: string,
  file: string,
  url: string,
  staleMs: number,
): Promise<Part> {
  const prefix = `${file}.${tagOf(url)}.`;
  const left = join(folder, `${prefix}part`);
  const owner = `${machine}-${process.pid}-${randomUUID()}`;
  const part = { path: join(folder, `${prefix}${owner}.part`), left };
  for (const candidate of [left, ...(await orphans(folder, prefix, staleMs))]) {
    if (await renamed(candidate, part.path)) break;
  }
  return part;
}

/** Leaves a part to whoever takes it up next. */
export async function leavePart(part: Part): Promise<void> {
  await renamed(part.path, part.left);
}

/** Removes the parts of `file` from every source that nobody is writing to: the file is there, whole. */
export async function clearParts(folder: string, file: string, staleMs: number): Promise<void> {
  for (const source of await sourcesOf(folder, file)) {
    const prefix = `${file}.${source}.`;
    const over = [join(folder, `${prefix}part`), ...(await orphans(folder, prefix, staleMs))];
    for (const path of over) await rm(path, { force: true });
  }
}

/** Parts under way whose process is gone. */
async function orphans(folder: string, prefix: string, staleMs: number): Promise<string[]> {
  const found: string[] = [];
  for (const name of await namesIn(folder)) {
    const owner = name.startsWith(prefix) ? OWNER.exec(name.slice(prefix.length))?.groups : null;
    if (!owner) continue;
    const path = join(folder, name);
    const isOurs = owner['machine'] === machine;
    if (isOurs ? !isAlive(Number(owner['pid'])) : await isStale(path, staleMs)) found.push(path);
  }
  return found;
}

async function sourcesOf(folder: string, file: string): Promise<ReadonlySet<string>> {
  const sources = new Set<string>();
  for (const name of await namesIn(folder)) {
    const source = /^\.([0-9a-f]{8})\./.exec(name.slice(file.length))?.[1];
    if (name.startsWith(file) && name.endsWith('.part') && source) sources.add(source);
  }
  return sources;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return errorCode(error) === 'EPERM';
  }
}

async function isStale(path: string, staleMs: number): Promise<boolean> {
  const status = await statIfThere(path);
  return status !== null && Date.now() - status.mtimeMs > staleMs;
}

async function renamed(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}
