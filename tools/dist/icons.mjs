// @ts-check
/** The icons of every size and system, drawn from `resources/icon/icon.svg`. */
import { Resvg } from '@resvg/resvg-js';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/places.mjs';

/** What desktops, Windows and macOS ask for, in pixels of a side. */
export const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** The types of Apple's icon file that hold a PNG, by its size (twice where there is one for each density). */
const ICNS_TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]);

/** @param {string} folder gets `16x16.png` … `1024x1024.png`, `icon.ico`, `icon.icns` */
export async function drawIcons(folder) {
  const svg = await readFile(join(root, 'resources', 'icon', 'icon.svg'), 'utf8');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'icons'), { recursive: true });
  /** @type {Map<number, Buffer>} */
  const pictures = new Map();
  for (const size of SIZES) {
    const png = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
    pictures.set(size, png);
    await writeFile(join(folder, 'icons', `${size}x${size}.png`), png);
  }
  const png = (/** @type {number} */ size) => pictures.get(size) ?? Buffer.alloc(0);
  await writeFile(join(folder, 'icon.png'), png(1024));
  await writeFile(
    join(folder, 'icon.ico'),
    ico(ICO_SIZES.map((size) => ({ size, png: png(size) }))),
  );
  await writeFile(
    join(folder, 'icon.icns'),
    icns(ICNS_TYPES.map(([type, size]) => ({ type, png: png(size) }))),
  );
}

/**
 * Windows' icon file: a table of contents, then the pictures as PNG, which it takes since Vista.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
export function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, i) => {
    const at = 6 + 16 * i;
    // A byte each: 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * Apple's icon file: `icns`, its length, then each picture behind its type and length.
 * @param {readonly { type: string, png: Buffer }[]} pictures
 */
export function icns(pictures) {
  const chunk = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  };
  return chunk('icns', Buffer.concat(pictures.map(({ type, png }) => chunk(type, png))));
}
