/** A page of a long list of pictures. */
import { MAX_PICTURES } from '#contract/dataset';
import { rem } from '../charts/looks';

/** Least width of a picture, in rem. */
export const CELL = 3.25;
/** Between two pictures, as `PictureGrid` has it, in rem. */
const GAP = 0.4375;

/** How many cells of at least `cell` fit into `width` with `gap` between them; at least one. */
export function columnsIn(width: number, cell: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (cell + gap)));
}

/** How many pictures there is room for in so many rows, `width` pixels wide. */
export function picturesIn(width: number, rows: number): number {
  return Math.min(MAX_PICTURES, rows * columnsIn(width / rem(), CELL, GAP));
}

/** The start of the page that holds `offset`, of pages of `size`, in a list of `total`. */
export function pageStart(offset: number, size: number, total: number): number {
  const last = Math.max(0, Math.ceil(total / size) - 1) * size;
  return Math.min(last, Math.max(0, Math.floor(offset / size) * size));
}

interface Page {
  readonly items: readonly unknown[];
  readonly total: number;
}

/** What a `Pager` shows of the page at `offset`, and what turning does: `goTo` hears where the page before or after starts. */
export function turning(
  page: Page | undefined,
  offset: number,
  size: number,
  goTo: (offset: number) => void,
) {
  const count = page?.items.length ?? 0;
  const total = page?.total ?? 0;
  const to = (start: number) => () => goTo(pageStart(start, size, total));
  return {
    range: count > 0 ? { from: offset + 1, to: offset + count, total } : undefined,
    previous: page && offset > 0 ? to(offset - size) : null,
    next: offset + size < total ? to(offset + size) : null,
  };
}
