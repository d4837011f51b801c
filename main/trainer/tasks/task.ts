import type { AnyTaskName, AnyTaskOutputs, TaskInput } from '#contract/tasks';
import type { SoftmaxImplementation } from '#contract/run';
import type { TrainerData } from '../data';
import type { SoftmaxModelling } from '../implementations';
import type { WatchedStep } from '../training';

/** What a task may use of the trainer. */
export interface TaskContext {
  /** The data set; rejects with `dataMissing` where there is none. */
  data(): Promise<TrainerData>;
  /** The last minibatch of this run, if it was stepped through and is a softmax regression's. */
  lastStep(runId: string): WatchedStep | null;
  /**
   * An implementation of softmax regression, to train with beside all runs.
   * @throws AppError `runUnderWay` while there is one, `implementationUnavailable`
   */
  modelling(name: SoftmaxImplementation): SoftmaxModelling;
}

export interface TaskCall {
  /** Aborted when the task is cancelled: it then throws, `signal.throwIfAborted()` will do. */
  readonly signal: AbortSignal;
  /** To be told now and then; a thing that takes seconds also awaits a turn of the event loop, or the trainer seems hung. */
  readonly progress: (done: number, total: number) => void;
}

export type Task<N extends AnyTaskName> = (
  context: TaskContext,
  input: TaskInput<N>,
  call: TaskCall,
) => Promise<AnyTaskOutputs[N]>;
