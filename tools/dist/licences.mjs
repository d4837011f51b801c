// @ts-check
/** The licences of all parts, as files of the package. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LICENCES } from '../lib/build.mjs';
import { readJson, writeJson } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';

/**
 * @param {string} folder
 * @param {string} runtime Electron's folder
 */
export async function writeLicences(folder, runtime) {
  const parts = /** @type {import('../lib/licences.mjs').Licence[]} */ (
    readJson(join(root, LICENCES))
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeJson(join(folder, 'licences.json'), parts);
  await writeFile(join(folder, 'LinearLab.txt'), await readFile(join(root, 'LICENSE')));
  // 9 MB that hardly anybody opens: packed, it is a tenth.
  const chromium = await readFile(join(runtime, 'LICENSES.chromium.html')).catch(() => undefined);
  if (chromium === undefined) return;
  const packed = await promisify(gzip)(chromium, { level: 9 });
  await writeFile(join(folder, 'LICENSES.chromium.html.gz'), packed);
}
