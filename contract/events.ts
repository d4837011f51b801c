/**
 * What main tells the window unasked. Each event states its delivery policy: whether one may be dropped when a
 * newer one is there, or each is delivered, in order.
 */
import type { DatasetStatus } from './dataset';
import type { TrainerStatus } from './engine';
import type { AppErrorData, Reply } from './errors';
import type { ImportedRun } from './exports';
import type { LinearProgress } from './linear';
import type { Divergence, Epoch, RunRecord, RunState } from './run';
import type { Theme } from './settings';
import type { SweepRecord } from './sweep';

/** Where a run is, in mid-epoch. */
export interface RunProgress {
  readonly runId: string;
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Minibatches of this epoch that are done, and how many it has. */
  readonly batch: number;
  readonly batches: number;
  /** Means over the examples of this epoch so far; null before the first minibatch. */
  readonly trainLoss: number | null;
  readonly trainAcc: number | null;
  readonly learningRate: number;
  /** Time spent training since the run's start, without pauses. */
  readonly elapsedMs: number;
  /** Linear regression only: the way so far and the last minibatch. */
  readonly linear?: LinearProgress;
}

/** Events by name, with what they carry. */
export interface Events {
  /** Latest wins: at most 20 a second. */
  runProgress: RunProgress;
  /** Each delivered, in order, after it is on disk. */
  runEpoch: { readonly runId: string; readonly epoch: Epoch };
  /** Each delivered, in order. The state a run went into; the record comes with an end. */
  runState: {
    readonly runId: string;
    readonly state: RunState;
    readonly record?: RunRecord;
    readonly divergence?: Divergence;
    readonly error?: AppErrorData;
    /** False where the record could not be written; `error` says why. */
    readonly saved: boolean;
  };
  /** Each delivered, in order, once it is on disk; `error` says why a sweep paused by itself, or is not on disk. */
  sweep: { readonly record: SweepRecord; readonly error?: AppErrorData };
  /** Latest wins. */
  taskProgress: { readonly taskId: string; readonly done: number; readonly total: number };
  /** Latest wins: files of a class's folder that were read. */
  classProgress: { readonly done: number; readonly total: number };
  /** Each delivered, in order. */
  trainer: TrainerStatus;
  /** Each delivered, in order. */
  dataset: DatasetStatus;
  /** Latest wins: bytes of the download so far; `total` is null before it is known. */
  download: { readonly received: number; readonly total: number | null };
  /** Each delivered. */
  systemTheme: Theme;
  /** Each delivered: a run file was opened from outside, by a double click or the command line. */
  fileOpened: Reply<ImportedRun>;
  /** Each delivered: a choice in the application's menu. */
  menu: MenuCommand;
  /** Latest wins: the system asked for a sheet to be opened; `takeSheet` gives it. */
  sheetWaiting: null;
}

/** What the application's menu asks of the window. */
export const menuCommands = [
  'home',
  'open',
  'openSheet',
  'diagnostics',
  'check',
  'runs',
  'settings',
  'train',
  'step',
  'stop',
  'presentation',
  'glossary',
  'shortcuts',
  'tour',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

export type EventName = keyof Events;

/** The names of all events, for the bridge. */
export const eventNames = [
  'runProgress',
  'runEpoch',
  'runState',
  'sweep',
  'taskProgress',
  'classProgress',
  'trainer',
  'dataset',
  'download',
  'systemTheme',
  'fileOpened',
  'menu',
  'sheetWaiting',
] as const satisfies readonly EventName[];
