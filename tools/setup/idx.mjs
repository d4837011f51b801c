// @ts-check
/** The IDX format of MNIST and its kin, as far as recognizing a data file takes. http://yann.lecun.com/exdb/mnist/ */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const LABELS = 2049;
const IMAGES = 2051;
const SIDE = 28;

/**
 * @typedef {object} DataFile one file of a data set, as `contract/` states it
 * @property {string} file
 * @property {string} sha256 of the decoded bytes: the same data is packed differently here and there
 * @property {number} bytes decoded
 */

/**
 * Whether a file is the one it should be. The checks before the hash only serve to say better what is wrong.
 * @param {DataFile} expected
 * @param {Uint8Array} packed the .gz file's bytes
 * @returns {string | undefined} what is wrong with it; nothing if it is right
 */
export function whatIsWrong({ file, sha256, bytes }, packed) {
  let data;
  try {
    // The limit keeps a file that decodes to far too much out of the memory.
    data = gunzipSync(packed, { maxOutputLength: bytes + 1 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `not a complete gzip file (${why})`;
  }
  if (data.length !== bytes) return `has ${data.length} bytes, expected ${bytes}`;
  const header = wrongHeader(file, data);
  if (header !== undefined) return header;
  const actual = createHash('sha256').update(data).digest('hex');
  if (actual !== sha256) return `has the SHA-256 ${actual}, expected ${sha256}`;
  return undefined;
}

/** @param {string} file @param {Buffer} data */
function wrongHeader(file, data) {
  const isImages = file.includes('images');
  const magic = isImages ? IMAGES : LABELS;
  if (data.readUInt32BE(0) !== magic)
    return `starts with ${data.readUInt32BE(0)}, expected ${magic}`;
  const count = file.startsWith('train') ? 60_000 : 10_000;
  if (data.readUInt32BE(4) !== count) return `has ${data.readUInt32BE(4)} items, expected ${count}`;
  if (!isImages) return undefined;
  const [height, width] = [data.readUInt32BE(8), data.readUInt32BE(12)];
  if (height === SIDE && width === SIDE) return undefined;
  return `has pictures of ${height}x${width}, expected ${SIDE}x${SIDE}`;
}
