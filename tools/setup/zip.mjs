// @ts-check
/**
 * Reads zip archives: no system has a command for it that all others have too. After PKWARE's APPNOTE, without Zip64
 * and encryption. A Python wheel is a zip archive as well.
 */
import { mkdir, open, symlink } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { Failure } from '../lib/failure.mjs';

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The end record carries a comment of at most 65535 bytes. */
const LONGEST_TAIL = END_BYTES + 0xffff;
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * @typedef {object} Entry
 * @property {string} name with forward slashes; a folder's ends in one
 * @property {number} mode Unix permissions and file type; 0 if made on a system without
 * @property {number} method
 * @property {number} packed bytes in the archive
 * @property {number} size bytes once unpacked
 * @property {number} offset of the entry's local header
 */

/**
 * Unpacks the files that `place` wants.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place the path in `folder` for an entry's name; nothing to leave it out
 * @throws {Failure} if the archive is damaged or an entry would land outside the folder
 */
export async function unzip(archive, folder, place) {
  const file = await open(archive);
  try {
    for (const entry of await readEntries(file, archive)) {
      const path = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (path === undefined) continue;
      const target = join(folder, path);
      if (relative(folder, target).split(sep)[0] === '..') {
        throw new Failure(`${archive}: "${entry.name}" would be unpacked outside its folder.`);
      }
      await mkdir(dirname(target), { recursive: true });
      await unpack(file, archive, entry, target);
    }
  } finally {
    await file.close();
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {string} archive its name, for messages
 * @returns {Promise<Entry[]>}
 */
async function readEntries(file, archive) {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - LONGEST_TAIL), Math.min(size, LONGEST_TAIL));
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Failure(`${archive} is not a zip archive, or its end is missing.`);

  const count = tail.readUInt16LE(end + 10);
  const directory = await bytesAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  /** @type {Entry[]} */
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) {
      throw new Failure(`${archive}: the directory of the archive is damaged at entry ${i}.`);
    }
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at +=
      ENTRY_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {string} archive
 * @param {Entry} entry
 * @param {string} target
 */
async function unpack(file, archive, entry, target) {
  const { name, mode, method, packed, size, offset } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw new Failure(
      `${archive}: "${name}" is packed with method ${method}, which is not known here.`,
    );
  }
  // The local header repeats the name and may have other extra fields than the directory.
  const local = await bytesAt(file, offset, LOCAL_BYTES);
  const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);

  if ((mode & FILE_TYPE) === SYMBOLIC_LINK) {
    await symlink((await bytesAt(file, start, packed)).toString('utf8'), target);
    return;
  }
  const output = createWriteStream(target, { mode: mode & 0o777 || 0o644 });
  // A read stream can't be asked for no bytes at all.
  const input =
    packed === 0
      ? Readable.from([])
      : createReadStream(archive, { start, end: start + packed - 1 });
  if (method === DEFLATED) await pipeline(input, createInflateRaw(), output);
  else await pipeline(input, output);
  if (output.bytesWritten !== size) {
    throw new Failure(`${archive}: "${name}" has ${output.bytesWritten} bytes, expected ${size}.`);
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function bytesAt(file, position, length) {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
