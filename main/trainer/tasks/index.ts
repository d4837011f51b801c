/** The tasks by their names in `contract/tasks.ts`. */
import type { TaskName, TaskOutput, TaskRequest } from '#contract/tasks';
import { pictures } from './pictures';
import type { Task, TaskCall, TaskContext } from './task';

const tasks: { readonly [N in TaskName]: Task<N> } = { pictures };

/** Runs the task that is asked for. @throws what the task throws. */
export async function runTask(
  context: TaskContext,
  { task, input }: TaskRequest,
  call: TaskCall,
): Promise<TaskOutput> {
  return tasks[task](context, input, call);
}
