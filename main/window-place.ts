/** Where the window was, so that it opens there again, as long as a screen is still there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeAtomic } from './files';

const rectangle = { x: v.number(), y: v.number(), width: v.number(), height: v.number() };
const placeSchema = v.object({ ...rectangle, maximized: v.boolean() });

/** The content's rectangle in screen coordinates, as it is when not maximized. */
export type WindowPlace = v.InferOutput<typeof placeSchema>;
type Rectangle = Pick<WindowPlace, 'x' | 'y' | 'width' | 'height'>;

/** Where it is kept. @param folder the profile's, of the window */
export const placeFileIn = (folder: string): string => join(folder, 'place.json');

export async function readPlace(file: string): Promise<WindowPlace | undefined> {
  try {
    return v.parse(placeSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Absent or unreadable: the window opens where the system puts it.
    return undefined;
  }
}

export async function writePlace(file: string, place: WindowPlace): Promise<void> {
  await writeAtomic(file, JSON.stringify(place));
}

/** A hand's breadth of the title bar: less could not be caught with the mouse. */
const MIN_VISIBLE = 80;

/** `place` where enough of its top is on one of the screens; otherwise nothing, and the system decides. */
export function restoredBounds(
  place: Rectangle | undefined,
  screens: readonly Rectangle[],
): Rectangle | undefined {
  if (place === undefined) return undefined;
  const { x, y, width, height } = place;
  const reachable = screens.some((screen) => {
    const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return visible >= MIN_VISIBLE && y >= screen.y && y <= screen.y + screen.height - MIN_VISIBLE;
  });
  return reachable ? { x, y, width, height } : undefined;
}
