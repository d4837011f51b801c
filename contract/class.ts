/** What a class handed in: a folder of lab reports and run files, read into a table. Nothing of it is kept. */
import * as v from 'valibot';
import type { RunSummary } from './run';
import type { AppErrorData } from './errors';

/** The most reports and run files of a folder that are read. */
export const MAX_CLASS_FILES = 200;
/** The most other files of a folder that are named; the rest is counted. */
export const MAX_CLASS_FOREIGN = 50;

/** The calls of this feature, for `callSchemas`. */
export const classCallSchemas = {
  /**
   * Asks for a folder and reads what is in it, but not in its folders. Errors: `cancelled`, `unreadableFile` where the folder
   * itself cannot be read.
   */
  openClassFolder: v.undefined(),
  /** `openClassFolder` then answers `cancelled`. */
  cancelClassFolder: v.undefined(),
} as const;

/** What main answers. */
export interface ClassCallOutput {
  /** null where the person closed the dialog. */
  openClassFolder: ClassFolder | null;
  cancelClassFolder: null;
}

/** A folder that was read. */
export interface ClassFolder {
  /** The folder's name, without its path. */
  readonly name: string;
  /** By the files' names. */
  readonly rows: readonly ClassRow[];
  /** Files that were not taken, each with its reason (`refusedFile`). */
  readonly skipped: readonly AppErrorData[];
  /** How many files more than the limits there are; they were not looked at. */
  readonly beyond: number;
}

/** One report or run file of the folder. */
export interface ClassRow {
  /** The file's name, without its path. */
  readonly file: string;
  readonly run: RunSummary;
}
