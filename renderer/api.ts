import type { LinearLabApi } from '#contract/api';
import type { CallInput, CallName, CallOutput, Reply } from '#contract/calls';
import type { EventName, Events } from '#contract/events';
import type { Activity } from './state/activity.svelte';

/**
 * The window's side of the contract. A call answers with a `Reply` and never rejects: what the bridge itself
 * throws is an `internal` error. While one is under way the window counts as busy.
 */
export class Client {
  constructor(
    private readonly api: LinearLabApi,
    private readonly activity: Activity,
  ) {}

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput[N]>> {
    return this.activity.during(
      this.api.call(name, input).catch((): Reply<CallOutput[N]> => ({
        ok: false,
        error: { code: 'internal', params: {} },
      })),
    );
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    return this.api.on(name, listener);
  }
}
