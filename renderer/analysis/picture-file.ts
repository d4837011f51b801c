/** A picture file of a person's own: what it says of itself, before anything decodes it. */

/** More is refused unread: a photo of a telephone has a tenth of it. */
export const MAX_FILE_BYTES = 40_000_000;
/** Pixels on a side; a small file can claim billions, and decoding them would take the memory of the whole window. */
export const MAX_FILE_SIDE = 12_000;

export type PictureFault =
  | { readonly kind: 'type' }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'blank' };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What is wrong with a file by its first bytes, or undefined where it can be decoded. */
export function headerFault(bytes: Uint8Array): PictureFault | undefined {
  const size = isPng(bytes) ? pngSize(bytes) : isJpeg(bytes) ? jpegSize(bytes) : undefined;
  if (size === undefined) return { kind: 'type' };
  if (size === null || size.width === 0 || size.height === 0) return { kind: 'damaged' };
  const { width, height } = size;
  return Math.max(width, height) > MAX_FILE_SIDE ? { kind: 'pixels', width, height } : undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function isPng(bytes: Uint8Array): boolean {
  return PNG.every((value, i) => bytes[i] === value);
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** The first chunk, IHDR, begins with width and height (PNG specification, section 11.2.2). null: it is not there. */
function pngSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 24) return null;
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header has height and width (ITU-T T.81, section B.2.2). null: there is none. */
function jpegSize(bytes: Uint8Array): Size | null {
  const view = viewOf(bytes);
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes may come before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
