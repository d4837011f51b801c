import type { RunAction } from '#contract/calls';
import type { PredictionsPage } from '#contract/dataset';
import type { EngineKind, TrainerStatus } from '#contract/engine';
import type { Pace } from '#contract/pace';
import type { RunRequest } from '#contract/run';
import type { AnyTaskRequest, TaskOutput } from '#contract/tasks';
import type {
  DatasetFiles,
  FromTrainer,
  ManifestSource,
  PredictionsQuery,
  RunStart,
} from '#contract/trainer';
import type { DatasetSize } from './handed-dataset';

/** Main's side of the trainer: starts it, talks to it, notices its crash or hang, replaces it. */
export interface TrainerHost {
  readonly status: TrainerStatus;
  /** How fast runs are shown: full speed until `setPace`. */
  readonly pace: Pace;
  start(): void;
  /**
   * Kept and sent again after a restart. Rejects with `dataMissing` where the files are not what was verified, with
   * `trainerUnavailable` where the trainer gave up.
   */
  setDataset(files: DatasetFiles, own?: ManifestSource): Promise<DatasetSize>;
  /**
   * Waits for the trainer where it is not ready yet. What becomes of the run comes as events, the last of which is `end`.
   *
   * @throws AppError `runUnderWay`, or `trainerUnavailable` after the trainer gave up.
   */
  startRun(runId: string, request: RunRequest, paused: boolean, from?: RunStart): void;
  /** @throws AppError `noSuchRun` where this is not the run under way. */
  control(runId: string, action: RunAction): void;
  /** Takes effect with the next minibatch. @throws AppError `noSuchRun` as `control`. */
  setLearningRate(runId: string, learningRate: number): void;
  /** Takes effect at once, and is kept over a restart. */
  setPace(pace: Pace): void;
  /** Rejects with `dataMissing`, `trainerDied` or `trainerUnavailable`. */
  predictions(query: PredictionsQuery): Promise<PredictionsPage>;
  /** Rejects with what the task reports, `cancelled`, `trainerDied` or `trainerUnavailable`. */
  task(request: AnyTaskRequest): Promise<TaskOutput>;
  /** The task's promise rejects with `cancelled`; nothing happens where it is over. */
  cancelTask(taskId: string): void;
  /** Calls `listener` with each event, in order, until the returned function is called. */
  on(listener: (event: TrainerEvent) => void): () => void;
  /** Starts over after it gave up; asked by the person. `engine` forces one, such as the `engineBelow` of its status. */
  restart(engine?: EngineKind): void;
  /** Asks the trainer to end, waits, then kills it. Resolves when no process is left. */
  shutdown(): Promise<void>;
}

export type TrainerEvent =
  | { readonly type: 'status'; readonly status: TrainerStatus }
  | Extract<FromTrainer, { type: 'progress' | 'weights' | 'epoch' | 'state' | 'end' }>
  | {
      readonly type: 'taskProgress';
      readonly taskId: string;
      readonly done: number;
      readonly total: number;
    };
