/** A lesson's code as the notebook shows it. */
import type { CodeLanguage } from './highlight';

/** A declaration of a lesson. */
export interface Piece {
  readonly source: string;
  /** Its name there. */
  readonly show: string;
  /** Its name in the notes, where it has one, and the book's section. */
  readonly notes: string;
  readonly language?: CodeLanguage;
  /** The lines from `from` to `to` are its heart. */
  readonly mark?: { readonly from: string; readonly to: string };
}

export interface LessonCode {
  /** What runs. */
  readonly main: Piece;
  /** What it is made of. */
  readonly rest: readonly Piece[];
}
