import type { Reply } from '#contract/errors';
import type { TaskOutput, TaskRequest } from '#contract/tasks';
import type { Client } from '../api';

type WithoutId<R> = R extends unknown ? Omit<R, 'taskId'> : never;

/** A task and its input; its id is given when it is asked for. */
export type TaskQuestion = WithoutId<TaskRequest>;

/** Tells a task's answer from the others': by a key that no other has. */
export type IsAnswer<O extends TaskOutput> = (output: TaskOutput) => output is O;

export interface TaskFollowing {
  /** Cancels the task in the trainer; the reply is then the error `cancelled`. */
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** Asks the trainer for a task and follows it to its end. */
export async function runTask<O extends TaskOutput>(
  client: Client,
  question: TaskQuestion,
  isAnswer: IsAnswer<O>,
  { signal, progress }: TaskFollowing = {},
): Promise<Reply<O>> {
  if (signal?.aborted) return { ok: false, error: { code: 'cancelled', params: {} } };
  const taskId = crypto.randomUUID();
  const stop = client.on('taskProgress', (event) => {
    if (event.taskId === taskId) progress?.(event.done, event.total);
  });
  const cancel = () => void client.call('cancelTask', { taskId });
  signal?.addEventListener('abort', cancel);
  try {
    const reply = await client.call('runTask', { ...question, taskId });
    if (!reply.ok) return reply;
    return isAnswer(reply.value)
      ? { ok: true, value: reply.value }
      : { ok: false, error: { code: 'internal', params: {} } };
  } finally {
    stop();
    signal?.removeEventListener('abort', cancel);
  }
}
