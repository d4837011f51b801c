import type { PredictionsPage } from '#contract/dataset';
import type { AppError } from '#contract/errors';
import type { TaskOutput } from '#contract/tasks';
import { deferred, type Deferred } from './deferred';

type Call =
  | { readonly type: 'predictions'; readonly settle: Deferred<PredictionsPage> }
  | { readonly type: 'task'; readonly taskId: string; readonly settle: Deferred<TaskOutput> };

/** A call's number, and the promise of its answer. */
export interface Opened<T> {
  readonly callId: number;
  readonly answer: Promise<T>;
}

/** The calls that the trainer has not answered, by the numbers that its answers bear. */
export class OpenCalls {
  readonly #calls = new Map<number, Call>();
  /** Those that the process in use knows of; the others still wait to be sent. */
  readonly #sent = new Set<number>();
  #lastId = 0;

  get areNone(): boolean {
    return this.#calls.size === 0;
  }

  openPredictions(): Opened<PredictionsPage> {
    const settle = deferred<PredictionsPage>();
    return { callId: this.#add({ type: 'predictions', settle }), answer: settle.promise };
  }

  openTask(taskId: string): Opened<TaskOutput> {
    const settle = deferred<TaskOutput>();
    return { callId: this.#add({ type: 'task', taskId, settle }), answer: settle.promise };
  }

  #add(call: Call): number {
    this.#lastId += 1;
    this.#calls.set(this.#lastId, call);
    return this.#lastId;
  }

  sent(callId: number): void {
    this.#sent.add(callId);
  }

  /** The task that a call is for, while it is open. */
  taskOf(callId: number): string | undefined {
    const call = this.#calls.get(callId);
    return call?.type === 'task' ? call.taskId : undefined;
  }

  callsOf(taskId: string): readonly number[] {
    return [...this.#calls.keys()].filter((callId) => this.taskOf(callId) === taskId);
  }

  resolvePredictions(callId: number, page: PredictionsPage): void {
    const call = this.#take(callId);
    if (call?.type === 'predictions') call.settle.resolve(page);
  }

  resolveTask(callId: number, output: TaskOutput): void {
    const call = this.#take(callId);
    if (call?.type === 'task') call.settle.resolve(output);
  }

  reject(callId: number, error: AppError): void {
    this.#take(callId)?.settle.reject(error);
  }

  rejectSent(error: AppError): void {
    for (const callId of this.#sent) this.reject(callId, error);
  }

  rejectAll(error: AppError): void {
    for (const callId of this.#calls.keys()) this.reject(callId, error);
  }

  #take(callId: number): Call | undefined {
    const call = this.#calls.get(callId);
    this.#calls.delete(callId);
    this.#sent.delete(callId);
    return call;
  }
}
