/**
 * What can be taken away from LinearLab: a run in one of these formats, a drawing, and a run file that another
 * computer opens. Main writes every file, to where the person says.
 */
import * as v from 'valibot';
import { runIdSchema } from './run';

/** What a run can be saved as. */
export const runFormats = [
  'report',
  'pdf',
  'notebook',
  'script',
  'safetensors',
  'npy',
  'csv',
  'json',
  'runFile',
] as const;
export type RunFormat = (typeof runFormats)[number];

/** The extension of a run file, without its dot. */
export const RUN_FILE = 'linearlab';

/** Whether a file of this name is opened as a run. */
export function isRunFile(name: string): boolean {
  return name.toLowerCase().endsWith(`.${RUN_FILE}`);
}

/** The most bytes that a run file may have: 200 snapshots of a softmax regression take a tenth of it. */
export const MAX_RUN_FILE_BYTES = 15_000_000;

const text = (characters: number) => v.pipe(v.string(), v.maxLength(characters));

/** Which run, and as what. */
export const exportRunSchema = v.strictObject({ id: runIdSchema, format: v.picklist(runFormats) });
export type ExportRequest = v.InferOutput<typeof exportRunSchema>;

/** A file's bytes, as they come from the window. */
const bytes = (most: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((value) => value.byteLength <= most, `at most ${most} bytes`),
  );

/** A drawing as the window wrote it. */
export const saveDrawingSchema = v.strictObject({
  /** What it shows; main makes a file's name of it. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  format: v.picklist(['png', 'svg']),
  bytes: bytes(15_000_000),
});
export type DrawingFile = v.InferOutput<typeof saveDrawingSchema>;

/** A drawing for the clipboard. */
export const copyDrawingSchema = v.strictObject({ png: bytes(15_000_000) });

/** A run file as it was dropped on the window. */
export const importRunSchema = v.strictObject({
  /** The file's name, to say which one was refused. */
  name: text(400),
  bytes: bytes(MAX_RUN_FILE_BYTES),
});

/** A file that was saved: its name alone, as paths are main's. null where the person closed the dialog. */
export type SavedFile = { readonly file: string } | null;

/** A run that came from a file. */
export interface ImportedRun {
  readonly id: string;
  readonly number: number;
  /** It was here before: nothing was changed. */
  readonly known: boolean;
}

/** Why a file is not taken. */
export const refusals = [
  /** Not a file of ours. */
  'foreign',
  /** Not what was saved: a checksum does not hold. */
  'damaged',
  'newer',
  'tooLarge',
  /** A field has a value that is not allowed. */
  'field',
  /** The system does not let us read it. */
  'unreadable',
] as const;
export type Refusal = (typeof refusals)[number];
