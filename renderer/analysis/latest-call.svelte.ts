import type { CallInput, CallName, CallOutput } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import type { Client } from '../api';

interface Question<N extends CallName> {
  readonly key: string;
  readonly input: CallInput<N>;
  /** The least time since the question before. */
  readonly restMs: number;
}

/**
 * The answer to a call whose input changes as a person drags, or as a run goes on. One is asked at a time; of those
 * that come in meanwhile only the newest is asked next. The last answer stays on show until the next is there.
 */
export class LatestCall<N extends CallName> {
  /** The answer, and the key of the question that it is to. */
  answer = $state.raw<{ readonly key: string; readonly value: CallOutput[N] } | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  #next: Question<N> | null = null;
  #asking = false;
  #askedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was cleared: an answer that was on its way then is no news. */
  #cleared = 0;

  constructor(
    private readonly client: Client,
    private readonly name: N,
  ) {}

  /** @param restMs for what nobody waits for: the least time since the question before */
  ask(key: string, input: CallInput<N>, restMs = 0): void {
    this.#next = { key, input, restMs };
    this.#schedule();
  }

  /** Nobody looks any more: what is not asked yet is not asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#next = null;
  }

  /** Takes the answer away, and the one that is on its way. */
  clear(): void {
    this.stop();
    this.#cleared += 1;
    this.answer = null;
    this.error = null;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#asking || this.#next === null) return;
    const wait = this.#askedAt + this.#next.restMs - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#schedule(), wait);
    else void this.#ask(this.#next);
  }

  async #ask({ key, input }: Question<N>): Promise<void> {
    this.#next = null;
    this.#asking = true;
    this.#askedAt = performance.now();
    const cleared = this.#cleared;
    const reply = await this.client.call(this.name, input);
    this.#asking = false;
    if (cleared === this.#cleared) {
      this.error = reply.ok ? null : reply.error;
      if (reply.ok) this.answer = { key, value: reply.value };
    }
    this.#schedule();
  }
}
