/** Matrices as plain numbers by row. */

/** The same matrix with other numbers of rows and columns; what is new is `fill`. */
export function resized(
  matrix: readonly (readonly number[])[],
  rows: number,
  columns: number,
  fill: number,
): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => matrix[i]?.[j] ?? fill),
  );
}

/** The same matrix with one entry replaced. */
export function withEntry(
  matrix: readonly (readonly number[])[],
  row: number,
  column: number,
  value: number,
): number[][] {
  return matrix.map((entries, i) =>
    entries.map((entry, j) => (i === row && j === column ? value : entry)),
  );
}

export function shapeOf(matrix: readonly (readonly number[])[]): readonly [number, number] {
  return [matrix.length, matrix[0]?.length ?? 0];
}
