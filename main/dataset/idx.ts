import { NUM_CLASSES, PICTURE_SIDE } from '#contract/dataset';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode } from '../files';
import { FileFault } from './fault';
import { IDX_HEADER, type ManifestFile } from './manifest';

/** First four bytes of an IDX file: unsigned bytes in three dimensions, and in one. */
const MAGIC = { images: 2051, labels: 2049 } as const;

/** Bytes in memory of their own, not shared with another thread. */
type Bytes = Uint8Array<ArrayBuffer>;

/** A compressed file longer than its content by more than this is something else. */
const MAX_OVERHEAD = 1 << 20;

/**
 * Reads one file of the data set, compressed or not, and holds it to the manifest: length, IDX header, label range,
 * SHA-256 of the decoded bytes. It says by its content, not by its name, whether it is compressed: browsers unpack
 * what they download and keep the name.
 *
 * @returns the pixels [count, 784] or the labels [count], without the header.
 * @throws FileFault
 */
export async function readIdxFile(path: string, expected: ManifestFile): Promise<Bytes> {
  const raw = await readBounded(path, expected);
  const bytes = isGzip(raw) ? await unpack(raw, expected) : raw;
  if (bytes === raw && path.endsWith('.gz') && !isIdx(raw)) {
    throw new FileFault('notGzip', expected.file, 'neither gzip nor IDX');
  }
  const items = parseIdx(bytes, expected);
  // Off the thread: hashing 47 MB would hold up the window for a tenth of a second.
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  if (sha256 !== expected.sha256) {
    throw new FileFault(
      'wrongData',
      expected.file,
      `SHA-256 ${sha256}, expected ${expected.sha256}`,
    );
  }
  return items;
}

/**
 * Checks the IDX header and that there is exactly as
 * much as it announces.
 *
 * @returns a view of what follows the header.
 * @throws FileFault `damaged` where it is not a whole IDX file of this kind, `wrongData` where it is one of other data.
 */
export function parseIdx(bytes: Bytes, expected: ManifestFile): Bytes {
  const { file, kind, count } = expected;
  const { count: announced, rows, columns, items } = readIdxHeader(bytes, expected);
  if (announced !== count) {
    throw new FileFault('wrongData', file, `${announced} items, expected ${count}`);
  }
  if (kind === 'images' && (rows !== PICTURE_SIDE || columns !== PICTURE_SIDE)) {
    throw new FileFault('wrongData', file, `pictures of ${rows} x ${columns}, expected 28 x 28`);
  }
  if (kind === 'labels') {
    const outOfRange = items.findIndex((label) => label >= NUM_CLASSES);
    if (outOfRange !== -1) {
      throw new FileFault('damaged', file, `label ${items[outOfRange]} at ${outOfRange}`);
    }
  }
  return items;
}

/**
 * What an IDX file announces, and a view of what follows its header, which is exactly that much.
 *
 * @throws FileFault `damaged`
 */
export function readIdxHeader(bytes: Bytes, { file, kind }: Pick<ManifestFile, 'file' | 'kind'>) {
  const damaged = (detail: string) => new FileFault('damaged', file, detail);
  const header = IDX_HEADER[kind];
  if (bytes.length < header) throw damaged(`${bytes.length} bytes are no IDX file`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic !== MAGIC[kind]) throw damaged(`magic number ${magic}, expected ${MAGIC[kind]}`);

  const announced = view.getUint32(4);
  const [rows, columns] = kind === 'images' ? [view.getUint32(8), view.getUint32(12)] : [1, 1];
  const items = bytes.subarray(header);
  if (items.length !== announced * rows * columns) {
    throw damaged(`${items.length} bytes, announced are ${announced} x ${rows} x ${columns}`);
  }
  return { count: announced, rows, columns, items };
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;
/** Two zeros, then the type: unsigned bytes. */
const isIdx = (bytes: Uint8Array) => bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8;

/** The decoded bytes of a file, compressed or not, of at most `bytes`. @throws FileFault */
export async function readPlain(
  path: string,
  limits: Pick<ManifestFile, 'file' | 'bytes'>,
): Promise<Bytes> {
  const raw = await readBounded(path, limits);
  return isGzip(raw) ? unpack(raw, limits) : raw;
}

async function unpack(
  raw: Bytes,
  { file, bytes }: Pick<ManifestFile, 'file' | 'bytes'>,
): Promise<Bytes> {
  try {
    // Refuses what unpacks to more, before it fills the memory.
    return await promisify(gunzip)(raw, { maxOutputLength: bytes });
  } catch (error) {
    const tooLong = errorCode(error) === 'ERR_BUFFER_TOO_LARGE';
    throw tooLong
      ? new FileFault('wrongData', file, `unpacks to more than ${bytes} bytes`, { cause: error })
      : new FileFault('damaged', file, 'cannot be unpacked', { cause: error });
  }
}

async function readBounded(
  path: string,
  { file, bytes }: Pick<ManifestFile, 'file' | 'bytes'>,
): Promise<Bytes> {
  try {
    const { size } = await stat(path);
    if (size > bytes + MAX_OVERHEAD) {
      throw new FileFault('wrongData', file, `${size} bytes, expected at most ${bytes}`);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault('unreadable', file, 'cannot be read', { cause: error });
  }
}
