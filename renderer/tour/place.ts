/** Where the tour's card stands: beside what it speaks of, never over it. Pixels of the window. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 14;

/** The first of below, right, above and left where the card fits; in the corner where it fits nowhere, or has nothing to point at. */
export function placeCard(
  target: Box | undefined,
  card: Size,
  view: Size,
): { left: number; top: number } {
  const corner = {
    left: view.width - card.width - GAP,
    top: view.height - card.height - 3 * GAP,
  };
  if (!target) return corner;
  const along = {
    left: clamp(target.left, GAP, view.width - card.width - GAP),
    top: clamp(target.top, GAP, view.height - card.height - GAP),
  };
  const right = target.left + target.width + GAP;
  const below = target.top + target.height + GAP;
  const above = target.top - card.height - GAP;
  const left = target.left - card.width - GAP;
  if (below + card.height + GAP <= view.height) return { left: along.left, top: below };
  if (right + card.width + GAP <= view.width) return { left: right, top: along.top };
  if (above >= GAP) return { left: along.left, top: above };
  if (left >= GAP) return { left, top: along.top };
  return corner;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
