import type { AppErrorData } from '#contract/errors';
import type { TaskOutput } from '#contract/tasks';
import type { Client } from '../api';
import { runTask, type IsAnswer, type TaskQuestion } from './task';

/**
 * The answer to a question that changes as a person drags and types. One is asked at a time; of those that come in
 * meanwhile only the newest is asked next. The last answer stays on show until the next is there.
 */
export class LiveAnswer<O extends TaskOutput> {
  value = $state.raw<O | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  #asking = false;
  #next: TaskQuestion | null = null;

  constructor(
    private readonly client: Client,
    private readonly isAnswer: IsAnswer<O>,
  ) {}

  ask(question: TaskQuestion): void {
    this.#next = question;
    if (!this.#asking) void this.#answer();
  }

  async #answer(): Promise<void> {
    this.#asking = true;
    for (let question = this.#take(); question !== null; question = this.#take()) {
      const reply = await runTask(this.client, question, this.isAnswer);
      this.error = reply.ok ? null : reply.error;
      if (reply.ok) this.value = reply.value;
    }
    this.#asking = false;
  }

  #take(): TaskQuestion | null {
    const question = this.#next;
    this.#next = null;
    return question;
  }
}
