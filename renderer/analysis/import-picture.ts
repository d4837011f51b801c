/** Decodes a picture file in the sandboxed page, and makes it small and grey. */
import type { GreyPicture } from './fit-picture';
import { MAX_FILE_BYTES, headerFault, type PictureFault } from './picture-file';

/** Of the longer side, before it is fitted: four times what is needed keeps the edges clean. */
const WORK_SIDE = 112;

export type Imported =
  | { readonly ok: true; readonly picture: GreyPicture }
  | { readonly ok: false; readonly fault: PictureFault };

export async function importPicture(file: Blob): Promise<Imported> {
  if (file.size > MAX_FILE_BYTES) return refused({ kind: 'bytes', bytes: file.size });
  const fault = headerFault(new Uint8Array(await file.arrayBuffer()));
  if (fault) return refused(fault);
  try {
    // By its bytes alone: what the file is called, or claims to be, decides nothing. Turned as the camera was held.
    const bitmap = await createImageBitmap(new Blob([file]));
    const picture = greyOf(bitmap);
    bitmap.close();
    return { ok: true, picture };
  } catch {
    return refused({ kind: 'damaged' });
  }
}

/** Luminance (ITU-R BT.601, as Pillow's mode L), see-through parts on white. */
function greyOf(bitmap: ImageBitmap): GreyPicture {
  const scale = Math.min(1, WORK_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas to draw on');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * i, 4 * i + 3);
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  });
  return { width, height, pixels };
}

function refused(fault: PictureFault): Imported {
  return { ok: false, fault };
}
