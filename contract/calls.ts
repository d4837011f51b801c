/**
 * Every call that the window can make of the main process. Each has a schema for its input and a type for its answer.
 * Calls never throw across the boundary: the answer is a `Reply`.
 *
 * The errors of each call stand beside its schema. Any call can also answer `invalidInput` (the input does not fit the
 * schema), `refused` and `internal`; one that writes, `diskFull` and `notWritable`; one that has the trainer compute,
 * `trainerUnavailable` and `trainerDied`.
 */
import * as v from 'valibot';
import {
  analyseSplitSchema,
  explainPictureSchema,
  judgedPicturesSchema,
  weightEpochsSchema,
  type Explanation,
  type JudgedPicturesPage,
  type SplitAnalysis,
} from './analysis';
import { classCallSchemas, type ClassCallOutput } from './class';
import { predictionsRequestSchema, type DatasetStatus, type PredictionsPage } from './dataset';
import { diagnosticsSchemas, type DiagnosticsOutput } from './diagnostics';
import type { TrainerStatus } from './engine';
import {
  copyDrawingSchema,
  exportRunSchema,
  importRunSchema,
  saveDrawingSchema,
  type ImportedRun,
  type SavedFile,
} from './exports';
import { fieldSchema, softmaxFields } from './fields';
import { historyCallSchemas, type HistoryCallOutput } from './history-calls';
import { paceSchema, type Pace } from './pace';
import { runIdSchema, runRequestSchema, type RunRecord, type RunSummary } from './run';
import { sheetCallSchemas, type SheetCallOutput } from './sheet-answers';
import type { RunProgress } from './events';
import { settingsChangeSchema, type Language, type Settings, type Theme } from './settings';
import { sweepCallSchemas, type SweepCallOutput } from './sweep';
import { taskRequestSchema, type TaskOutput } from './tasks';
import { upkeepCallSchemas, type UpkeepCallOutput } from './upkeep';

/** What a person can do to the run under way. `step` trains one minibatch of a paused run. */
export const runActions = ['pause', 'resume', 'step', 'stop'] as const;
export type RunAction = (typeof runActions)[number];

/** How far to go back: to the last finite step, or to where its epoch began. */
export const rewindTargets = ['step', 'epoch'] as const;
export type RewindTarget = (typeof rewindTargets)[number];

/** The schema of each call's input, by the call's name. */
export const callSchemas = {
  getState: v.undefined(),
  /** Errors: `sweepUnderWay`, `runUnderWay`, `dataMissing`, `implementationUnavailable`. */
  startRun: v.strictObject({
    request: runRequestSchema,
    /** Start paused: the first `step` trains the first minibatch. */
    paused: v.boolean(),
  }),
  /**
   * Starts a run, paused, where the run that diverged last was still finite.
   * Errors: `noSuchRun` where that was another run, `noSuchEpoch`, `unreadableFile`, and as `startRun`.
   */
  rewindRun: v.strictObject({ id: runIdSchema, to: v.picklist(rewindTargets) }),
  /** Errors: `noSuchRun` where it is not under way. */
  controlRun: v.strictObject({ id: runIdSchema, action: v.picklist(runActions) }),
  /** Errors: `noSuchRun` where it is not under way. */
  setLearningRate: v.strictObject({
    id: runIdSchema,
    learningRate: fieldSchema(softmaxFields.learningRate),
  }),
  /** Of the run under way and those after it, until the app is closed. */
  setPace: paceSchema,
  listRuns: v.undefined(),
  /** Errors: `noSuchRun`, `unreadableFile`. */
  openRun: v.strictObject({ id: runIdSchema }),
  /** Errors: `noSuchRun`, `runUnderWay`. */
  deleteRun: v.strictObject({ id: runIdSchema }),
  /** Errors: `noSuchRun`. */
  restoreRun: v.strictObject({ id: runIdSchema }),
  ...historyCallSchemas,
  /** Errors: `noSuchRun`, `noSuchEpoch` (all epochs of linear regression), `unreadableFile`, `dataMissing`. */
  getPredictions: predictionsRequestSchema,
  /** Errors: `noSuchRun`, `noSuchEpoch`, `unreadableFile`. */
  getWeights: v.strictObject({
    id: runIdSchema,
    epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  /** The epochs whose weights a run has, ascending: 0 is before the first. Errors: `noSuchRun`, `unreadableFile`. */
  getWeightEpochs: weightEpochsSchema,
  /** Errors of this and of the next two: as `getPredictions`. */
  analyseSplit: analyseSplitSchema,
  judgedPictures: judgedPicturesSchema,
  explainPicture: explainPictureSchema,
  /** Errors: `cancelled`, and those of the task. */
  runTask: taskRequestSchema,
  /** The task then answers `cancelled`. One that is over by then stays as it is. */
  cancelTask: v.strictObject({ taskId: v.pipe(v.string(), v.maxLength(40)) }),
  changeSettings: settingsChangeSchema,
  ...upkeepCallSchemas,
  restartTrainer: v.undefined(),
  /**
   * Saves a run as a file; the person says where.
   * Errors: `noSuchRun`, `runUnderWay`, `noSuchEpoch`, `unreadableFile`, `notSaved`.
   */
  exportRun: exportRunSchema,
  /** Saves a drawing that the window made. Errors: `notSaved`. */
  saveDrawing: saveDrawingSchema,
  copyDrawing: copyDrawingSchema,
  /** Asks for a run file and takes its run in. Errors: `refusedFile`, `notSaved`. */
  openRunFile: v.undefined(),
  /** Takes in the run of a file that was dropped on the window. Errors: `refusedFile`, `notSaved`. */
  importRun: importRunSchema,
  openExternal: v.strictObject({ link: v.picklist(['book', 'bookZh', 'dataset']) }),
  ...sheetCallSchemas,
  ...diagnosticsSchemas,
  ...sweepCallSchemas,
  ...classCallSchemas,
} as const;

export type CallName = keyof typeof callSchemas;
export type CallInput<N extends CallName> = v.InferInput<(typeof callSchemas)[N]>;

/** What main answers, by the call's name. */
export interface CallOutput
  extends
    HistoryCallOutput,
    SheetCallOutput,
    SweepCallOutput,
    DiagnosticsOutput,
    UpkeepCallOutput,
    ClassCallOutput {
  getState: AppState;
  startRun: { readonly id: string; readonly number: number };
  /** The new run: it begins with the finished epochs of the one that diverged. */
  rewindRun: RunRecord;
  controlRun: null;
  setLearningRate: null;
  setPace: null;
  listRuns: RunList;
  openRun: RunRecord;
  /** A deleted run can be restored until the app is closed. */
  deleteRun: null;
  restoreRun: null;
  getPredictions: PredictionsPage;
  /** W [10, 784] row by row, then b [10]; linear regression: w [2], then b. */
  getWeights: { readonly epoch: number; readonly weights: Float32Array };
  getWeightEpochs: readonly number[];
  analyseSplit: SplitAnalysis;
  judgedPictures: JudgedPicturesPage;
  explainPicture: Explanation;
  runTask: TaskOutput;
  cancelTask: null;
  changeSettings: Settings;
  restartTrainer: null;
  exportRun: SavedFile;
  saveDrawing: SavedFile;
  copyDrawing: null;
  /** null where the person closed the dialog. */
  openRunFile: ImportedRun | null;
  importRun: ImportedRun;
  openExternal: null;
}

/** All that a window needs to draw itself, on its first start and after a reload. */
export interface AppState {
  readonly app: { readonly version: string; readonly electron: string; readonly sandbox: boolean };
  readonly systemLanguage: Language;
  readonly systemTheme: Theme;
  readonly settings: Settings;
  /** Settings files that could not be read and were set aside, by name. */
  readonly setAside: readonly string[];
  readonly trainer: TrainerStatus;
  readonly dataset: DatasetStatus;
  /** The run under way, with what it has so far. */
  readonly run: { readonly record: RunRecord; readonly progress: RunProgress | null } | null;
  readonly pace: Pace;
}

/** All runs that are kept, without their epochs. */
export interface RunList {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** Run folders whose files could not be read, with the reason; they are left as they are. */
  readonly unreadable: readonly { readonly id: string; readonly reason: 'damaged' | 'newer' }[];
  /** Bytes on disk. */
  readonly bytes: number;
}
