/**
 * `weights.bin`: a header, then a record per kept epoch. Each record carries the checksum of what it holds, so that a
 * record that a crash cut short, or the disk changed, is known for what it is and left out.
 *
 * Header, 16 bytes: `LLWT`, version (u32), floats per record n (u32), zero (u32).
 * Record, 8 + 4n bytes: epoch (u32), CRC-32 of the epoch's four bytes and the floats (u32), n float32.
 * All little-endian, as every processor the app runs on.
 */
import { crc32 } from 'node:zlib';
import type { Unreadable } from './record';

const MAGIC = 'LLWT';
const VERSION = 1;
const HEADER_BYTES = 16;
const RECORD_HEAD_BYTES = 8;

export interface Snapshot {
  readonly epoch: number;
  readonly weights: Float32Array;
}

/** A new file's bytes: the header and the snapshots, which all have `count` weights. */
export function encodeFile(count: number, snapshots: Iterable<Snapshot>): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(VERSION, 4);
  header.writeUInt32LE(count, 8);
  return Buffer.concat([header, ...Array.from(snapshots, encodeRecord)]);
}

/** What is appended to a file for one more snapshot. */
export function encodeRecord({ epoch, weights }: Snapshot): Buffer {
  const head = Buffer.alloc(RECORD_HEAD_BYTES);
  head.writeUInt32LE(epoch, 0);
  const floats = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  head.writeUInt32LE(checksum(head, floats), 4);
  return Buffer.concat([head, floats]);
}

function checksum(head: Buffer, floats: Buffer): number {
  return crc32(floats, crc32(head.subarray(0, 4)));
}

export type DecodedFile =
  | { readonly ok: true; readonly snapshots: readonly Snapshot[] }
  | { readonly ok: false; readonly reason: Unreadable };

/** The snapshots whose checksums hold, in the file's order. */
export function decodeFile(bytes: Buffer): DecodedFile {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== MAGIC) {
    return { ok: false, reason: 'damaged' };
  }
  if (bytes.readUInt32LE(4) > VERSION) return { ok: false, reason: 'newer' };
  const recordBytes = RECORD_HEAD_BYTES + 4 * bytes.readUInt32LE(8);
  const snapshots: Snapshot[] = [];
  for (let at = HEADER_BYTES; at + recordBytes <= bytes.length; at += recordBytes) {
    const head = bytes.subarray(at, at + RECORD_HEAD_BYTES);
    const floats = bytes.subarray(at + RECORD_HEAD_BYTES, at + recordBytes);
    if (head.readUInt32LE(4) !== checksum(head, floats)) continue;
    snapshots.push({ epoch: head.readUInt32LE(0), weights: toFloats(floats) });
  }
  return { ok: true, snapshots };
}

/** A copy: the bytes need not start where a Float32Array can. */
function toFloats(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer);
}
