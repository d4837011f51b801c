/** A lesson's code as the notebook shows it. */

/** A declaration of a lesson. */
export interface Piece {
  readonly source: string;
  /** Its name there. */
  readonly show: string;
  /** Its name in the notes, where it has one, and the book's section. */
  readonly notes: string;
}

export interface LessonCode {
  /** What runs, with the lines from `from` to `to` as its heart. */
  readonly main: Piece & { readonly mark: { readonly from: string; readonly to: string } };
  /** What it is made of. */
  readonly rest: readonly Piece[];
}
