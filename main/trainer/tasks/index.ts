/** The tasks by their names in `contract/tasks.ts` and `contract/analysis.ts`. */
import type { AnyTaskName, AnyTaskOutputs, TaskInput } from '#contract/tasks';
import { analyseSplit, explainPicture, judgedPictures } from './analysis';
import { axisSums, overflow, pick, softmaxRows } from './cross-entropy';
import { duelEpoch } from './duel';
import { fitTable } from './fit-table';
import {
  browsePictures,
  readMinibatches,
  resizedMinibatch,
  splitStatistics,
} from './fashion-mnist';
import { houses } from './houses';
import { implementationTimes } from './implementation-times';
import { linearData } from './linear-data';
import { microscope } from './microscope';
import { pictures } from './pictures';
import { readTable } from './read-table';
import { stableRate } from './stable-rate';
import type { Task, TaskCall, TaskContext } from './task';
import { crossover, vectorization } from './vectorization';

type Tasks = { readonly [N in AnyTaskName]: Task<N> };

const tasks: Tasks = {
  analyseSplit,
  axisSums,
  browsePictures,
  crossover,
  duelEpoch,
  explainPicture,
  fitTable,
  houses,
  implementationTimes,
  judgedPictures,
  linearData,
  microscope,
  overflow,
  pick,
  pictures,
  readMinibatches,
  readTable,
  resizedMinibatch,
  softmaxRows,
  splitStatistics,
  stableRate,
  vectorization,
};

/** A task's name with the input of that very task. */
type NamedInput<N extends AnyTaskName = AnyTaskName> = {
  [K in N]: { readonly task: K; readonly input: TaskInput<K> };
}[N];

/** Runs the task that is asked for. @throws what the task throws. */
export async function runTask<N extends AnyTaskName>(
  context: TaskContext,
  { task, input }: NamedInput<N>,
  call: TaskCall,
): Promise<AnyTaskOutputs[N]> {
  return tasks[task](context, input, call);
}
