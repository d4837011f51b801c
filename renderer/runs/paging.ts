/** A page of a long list of pictures. */

/** How many cells of at least `cell` fit into `width` with `gap` between them; at least one. */
export function columnsIn(width: number, cell: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (cell + gap)));
}

/** The start of the page that holds `offset`, of pages of `size`, in a list of `total`. */
export function pageStart(offset: number, size: number, total: number): number {
  const last = Math.max(0, Math.ceil(total / size) - 1) * size;
  return Math.min(last, Math.max(0, Math.floor(offset / size) * size));
}
