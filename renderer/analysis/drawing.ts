/** Drawing on 28 x 28 bytes, row by row: 0 is black, 255 white, as in the data. Pure: each makes a new picture. */
import { PICTURE_PIXELS, PICTURE_SIDE } from '#contract/dataset';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Brush {
  /** Pixels across. */
  readonly width: number;
  /** Takes away instead. */
  readonly erases: boolean;
}

export function blankPicture(): Uint8Array {
  return new Uint8Array(PICTURE_PIXELS);
}

export function isBlank(picture: Uint8Array): boolean {
  return picture.every((value) => value === 0);
}

/**
 * A line from place to place with a round, soft-edged brush. Places are in pixels: the middle of the first one is
 * (0.5, 0.5). What lies outside is left out.
 */
export function drawLine(picture: Uint8Array, from: Place, to: Place, brush: Brush): Uint8Array {
  return picture.map((value, i) => {
    const pixel = { x: (i % PICTURE_SIDE) + 0.5, y: Math.floor(i / PICTURE_SIDE) + 0.5 };
    const cover = Math.min(1, Math.max(0, brush.width / 2 + 0.5 - distance(pixel, from, to)));
    const paint = Math.round(255 * cover);
    return brush.erases ? Math.min(value, 255 - paint) : Math.max(value, paint);
  });
}

/** Fills what is dark around a place, up to the lines that enclose it, whose soft edges it joins. */
export function fillFrom(picture: Uint8Array, { x, y }: Place): Uint8Array {
  const filled = picture.slice();
  const pending = [Math.floor(y) * PICTURE_SIDE + Math.floor(x)];
  for (let i = pending.pop(); i !== undefined; i = pending.pop()) {
    const value = filled[i];
    if (value === undefined || value === 255) continue;
    filled[i] = 255;
    if (value > 127) continue;
    const column = i % PICTURE_SIDE;
    if (column > 0) pending.push(i - 1);
    if (column < PICTURE_SIDE - 1) pending.push(i + 1);
    pending.push(i - PICTURE_SIDE, i + PICTURE_SIDE);
  }
  return filled;
}

/** From a point to the nearest one of the line between two others. */
function distance(point: Place, from: Place, to: Place): number {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = along.x ** 2 + along.y ** 2;
  const share =
    length === 0 ? 0 : ((point.x - from.x) * along.x + (point.y - from.y) * along.y) / length;
  const held = Math.min(1, Math.max(0, share));
  return Math.hypot(point.x - from.x - held * along.x, point.y - from.y - held * along.y);
}
