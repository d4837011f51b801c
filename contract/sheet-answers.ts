/** What a student answered on a lab sheet, as it is kept (`sheets/<key>/answers.json`), and the calls around sheets. */
import * as v from 'valibot';
import { runIdSchema, runStates } from './run';
import { sheetLimits, sheetSchema, type Sheet, type SheetLab, type SheetText } from './sheet';

/** The version of `answers.json` that this build writes. */
export const ANSWERS_SCHEMA = 1;

/** Points of a sketched curve; one draws a handful. */
export const MAX_POINTS = 12;

const at = v.pipe(v.string(), v.maxLength(40));
const figure = v.nullable(v.number());

/** The run that a prediction was compared with, and how far off it was. */
const outcome = v.strictObject({
  runId: runIdSchema,
  /** Mean absolute gap of a sketch, or the gap of a guess; null where the run has no finite figure to compare. */
  gap: figure,
});

const answerSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('curve'),
    at,
    points: v.pipe(
      v.array(v.strictObject({ epoch: v.number(), value: v.number() })),
      v.minLength(1),
      v.maxLength(MAX_POINTS),
    ),
    outcome: v.optional(outcome),
  }),
  v.strictObject({
    kind: v.literal('number'),
    at,
    value: v.number(),
    outcome: v.optional(outcome),
  }),
  v.strictObject({
    kind: v.literal('choice'),
    at,
    option: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(sheetLimits.options - 1)),
  }),
  v.strictObject({
    kind: v.literal('run'),
    at,
    runId: runIdSchema,
    number: v.pipe(v.number(), v.integer(), v.minValue(1)),
    state: v.picklist(runStates),
    trainLoss: figure,
    trainAcc: v.optional(figure),
    testAcc: v.optional(figure),
  }),
  /** Something other than a run was done. */
  v.strictObject({ kind: v.literal('done'), at }),
  v.strictObject({
    kind: v.literal('text'),
    at,
    text: v.pipe(v.string(), v.maxLength(sheetLimits.text)),
  }),
]);
export type SheetAnswer = v.InferOutput<typeof answerSchema>;
export type RunAnswer = Extract<SheetAnswer, { kind: 'run' }>;
export type CurvePoint = Extract<SheetAnswer, { kind: 'curve' }>['points'][number];

/** `answers.json`. */
export const answersSchema = v.strictObject({
  schema: v.literal(ANSWERS_SCHEMA),
  /** When the sheet was begun, and last worked on. */
  startedAt: at,
  changedAt: at,
  /** The step on show, from 0. */
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(sheetLimits.steps - 1)),
  /** By the id of the step. */
  answers: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(40)), answerSchema),
    v.maxEntries(2 * sheetLimits.steps),
  ),
});
export type Answers = v.InferOutput<typeof answersSchema>;

/** A sheet's id and the first digits of its content's hash: another text is another folder, and no answer is lost. */
const keySchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{2,39}-[0-9a-f]{8}$/));

/** The schema of each call's input (contract/calls.ts). */
export const sheetCallSchemas = {
  listSheets: v.undefined(),
  /**
   * One that comes with the app, by its id, or one that was opened before, by its key.
   * Errors: `noSuchSheet`, `unreadableFile`, `newerFile`, `invalidFile`.
   */
  openSheet: v.variant('from', [
    v.strictObject({ from: v.literal('ready'), id: v.pipe(v.string(), v.maxLength(40)) }),
    v.strictObject({ from: v.literal('kept'), key: keySchema }),
  ]),
  /** Asks for a file. Errors of this and of the next two: `unreadableFile`, `newerFile`, `invalidFile`. */
  openSheetFile: v.undefined(),
  /** A file that was dropped on the window. */
  openSheetText: v.strictObject({
    name: v.pipe(v.string(), v.maxLength(255)),
    text: v.pipe(v.string(), v.maxLength(sheetLimits.file)),
  }),
  /** The sheet that the system asked the app to open (double click), once. */
  takeSheet: v.undefined(),
  /** Errors: `noSuchSheet` where it was not opened since the app was started. */
  keepAnswers: v.strictObject({ key: keySchema, answers: answersSchema }),
  /** Asks for a file to save a sheet to. */
  saveSheet: v.strictObject({ sheet: sheetSchema }),
  /** Asks for a file to save questions and answers to, as Markdown. Errors: as `openSheet`. */
  exportAnswers: v.strictObject({ key: keySchema }),
} as const;

/** A sheet and what was answered on it so far. */
export interface OpenedSheet {
  readonly key: string;
  readonly sheet: Sheet;
  readonly answers: Answers;
  /** The name under which answers that could not be read were set aside. */
  readonly setAside?: string;
}

/** A sheet without its steps. */
export interface SheetSummary {
  readonly title: SheetText;
  readonly aim?: SheetText | undefined;
  readonly lab: SheetLab;
  readonly minutes?: number | undefined;
}

/** All sheets that can be opened without looking for a file. */
export interface SheetList {
  /** Those that come with the app, in the order of the chapter. */
  readonly ready: readonly (SheetSummary & { readonly id: string; readonly key: string })[];
  /** Those that were opened, newest first. */
  readonly kept: readonly (SheetSummary & {
    readonly key: string;
    readonly changedAt: string;
    /** Steps that were answered, of those that ask. */
    readonly answered: number;
    readonly asked: number;
  })[];
  /** Folders that could not be read, with the reason; they are left as they are. */
  readonly unreadable: readonly { readonly key: string; readonly reason: 'damaged' | 'newer' }[];
}

/** What main answers (contract/calls.ts). */
export interface SheetCallOutput {
  listSheets: SheetList;
  openSheet: OpenedSheet;
  /** null where the person closed the dialog. */
  openSheetFile: OpenedSheet | null;
  openSheetText: OpenedSheet;
  /** null where there is none. */
  takeSheet: OpenedSheet | null;
  keepAnswers: null;
  /** The file's name; null where the person closed the dialog. */
  saveSheet: { readonly file: string } | null;
  exportAnswers: { readonly file: string } | null;
}
