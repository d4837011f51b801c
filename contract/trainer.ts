/**
 * The language between main and the trainer process. Main asks, the trainer reports.
 * Every message is a plain structured-clone value.
 */
import type { PredictionsPage } from './dataset';
import type { EngineInfo, EngineKind } from './engine';
import type { AppErrorData } from './errors';
import type { RunProgress } from './events';
import type { Pace } from './pace';
import type { Divergence, Epoch, LinearFinal, RunRequest, SoftmaxFinal } from './run';
import type { RunAction } from './calls';
import type { AnyTaskRequest, TaskOutput } from './tasks';

/** The four IDX files at one place, verified by main before the trainer is told of them. */
export interface DatasetFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** What pins a data set other than Fashion-MNIST: its four files by their published names, decoded. */
export interface ManifestSource {
  readonly name: string;
  readonly files: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly bytes: number;
  }[];
}

/** What `getPredictions` needs in the trainer: main adds the weights, which the trainer may not have any more. */
export interface PredictionsQuery {
  /** Names the weights: the same key always means the same weights. */
  readonly key: string;
  readonly weights: Float32Array;
  readonly pixelScale: 'unit' | 'byte';
  readonly label?: number | undefined;
  readonly wrongOnly: boolean;
  readonly offset: number;
  readonly count: number;
}

/** Sums over the examples of an epoch's first minibatches, each measured before its minibatch's update. */
export interface EpochSums {
  readonly lossSum: number;
  /** Examples predicted rightly; 0 for linear regression. */
  readonly correct: number;
  readonly examples: number;
}

/** Where a run goes on: the last finished epoch and its weights (softmax: W [10, 784] row by row, then b [10]). */
export interface RunStart {
  readonly epoch: number;
  readonly weights: Float32Array;
  /** Where it goes on in mid-epoch: the minibatches of the next epoch that the weights have been through. */
  readonly begun?: BegunEpoch;
}

/** An epoch that was left in its middle. */
export interface BegunEpoch {
  readonly batch: number;
  readonly sums: EpochSums;
  /** Mean loss of the last of these minibatches, where it is known. */
  readonly lastLoss: number | null;
}

/** What main asks. */
export type ToTrainer =
  /** The first message: with what to compute. `engine` forces one, for tests and for a CPU that failed the trial. */
  | { readonly type: 'init'; readonly engine?: EngineKind; readonly engineProblem?: string }
  /** `own`: what the files are where they are not Fashion-MNIST. */
  | { readonly type: 'dataset'; readonly files: DatasetFiles; readonly own?: ManifestSource }
  | {
      readonly type: 'run';
      readonly runId: string;
      readonly request: RunRequest;
      readonly paused: boolean;
      /** Go on after this epoch, with the weights as of its end: what a crash or a closed app left. */
      readonly from?: RunStart;
    }
  | { readonly type: 'control'; readonly runId: string; readonly action: RunAction }
  | { readonly type: 'learningRate'; readonly runId: string; readonly learningRate: number }
  /** Of the run under way and those after it. */
  | { readonly type: 'pace'; readonly pace: Pace }
  | { readonly type: 'predictions'; readonly callId: number; readonly query: PredictionsQuery }
  | { readonly type: 'task'; readonly callId: number; readonly request: AnyTaskRequest }
  | { readonly type: 'cancel'; readonly callId: number }
  | { readonly type: 'ping'; readonly at: number }
  /** Finish what is under way, say `bye`, exit. */
  | { readonly type: 'shutdown' };

/** What the trainer reports. */
export type FromTrainer =
  | { readonly type: 'ready'; readonly engine: EngineInfo }
  | { readonly type: 'datasetLoaded'; readonly train: number; readonly test: number }
  /** The files are not what main verified: `dataMissing`. */
  | { readonly type: 'datasetFailed'; readonly error: AppErrorData }
  /** Latest wins: at most 20 a second. */
  | { readonly type: 'progress'; readonly progress: RunProgress }
  /** Each delivered, in order; `weights` as of the end of the epoch (epoch 0: the initial ones, before any). */
  | {
      readonly type: 'weights';
      readonly runId: string;
      readonly epoch: number;
      readonly weights: Float32Array;
    }
  | {
      readonly type: 'epoch';
      readonly runId: string;
      readonly epoch: Epoch;
      readonly weights: Float32Array;
    }
  | { readonly type: 'state'; readonly runId: string; readonly state: 'running' | 'paused' }
  | { readonly type: 'end'; readonly runId: string; readonly end: RunEnd }
  /** The answer to a call of the same type, or its error. */
  | { readonly type: 'predictions'; readonly callId: number; readonly page: PredictionsPage }
  | { readonly type: 'task'; readonly callId: number; readonly output: TaskOutput }
  | { readonly type: 'error'; readonly callId: number; readonly error: AppErrorData }
  | {
      readonly type: 'taskProgress';
      readonly callId: number;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: 'pong';
      readonly at: number;
      readonly rssBytes: number;
      readonly tensors: number;
    }
  /** The last message. An exit without it is a crash. */
  | { readonly type: 'bye' };

/** How a run ended. `final` has the figures of the last finished epoch; it is absent where none was finished. */
export type RunEnd =
  | { readonly state: 'done'; readonly final?: SoftmaxFinal | LinearFinal }
  | {
      readonly state: 'stopped';
      readonly final?: SoftmaxFinal | LinearFinal;
      readonly partial?: PartialEpoch;
    }
  | {
      readonly state: 'diverged';
      readonly divergence: Divergence;
      readonly final?: SoftmaxFinal | LinearFinal;
      readonly partial?: PartialEpoch;
    }
  | { readonly state: 'failed'; readonly error: AppErrorData };

/** What a run that ended in mid-epoch had come to: the weights after `batch` minibatches of `epoch`. */
export interface PartialEpoch {
  readonly epoch: number;
  readonly batch: number;
  readonly weights: Float32Array;
  /** What the epoch's minibatches added up to, where it is known: a run can go on from here. */
  readonly sums?: EpochSums;
}
