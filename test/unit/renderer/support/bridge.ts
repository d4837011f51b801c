import type { LinearLabApi } from '#contract/api';
import type { Reply } from '#contract/errors';
import type { CallInput, CallName, CallOutput } from '#contract/calls';
import type { EventName, Events } from '#contract/events';

/** A bridge whose other end is the test: it answers the calls, and tells the events. */
export class Bridge implements LinearLabApi {
  readonly calls: {
    readonly name: CallName;
    readonly input: unknown;
    readonly answer: (reply: Reply<never>) => void;
  }[] = [];
  readonly #listeners = new Map<EventName, Set<(event: never) => void>>();

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput[N]>> {
    return new Promise((resolve) => {
      this.calls.push({ name, input, answer: resolve });
    });
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  }

  emit<N extends EventName>(name: N, event: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) Reflect.apply(listener, null, [event]);
  }

  /** How many listen to this event. */
  listening(name: EventName): number {
    return this.#listeners.get(name)?.size ?? 0;
  }

  /** Resolves when the window has done all that it has to do by itself. */
  turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Answers the newest call of this name, and waits until the window has taken it in. */
  async reply<N extends CallName>(name: N, reply: Reply<CallOutput[N]>): Promise<void> {
    await this.turn();
    const call = this.calls.findLast((one) => one.name === name);
    if (!call) throw new Error(`${name} was not called`);
    Reflect.apply(call.answer, null, [reply]);
    await this.turn();
  }

  /** What was asked for, in order: name and input. */
  get asked(): readonly (readonly [CallName, unknown])[] {
    return this.calls.map(({ name, input }) => [name, input] as const);
  }
}
