import type { LinearLabApi } from '#contract/api';
import type { Reply } from '#contract/errors';
import type { CallInput, CallName, CallOutput } from '#contract/calls';
import type { EventName, Events } from '#contract/events';
import type { Activity } from './state/activity.svelte';

/**
 * The window's side of the contract. A call answers with a `Reply` and never rejects: what the bridge itself
 * throws is an `internal` error. While one is under way the window counts as busy.
 */
export class Client {
  readonly #channels: { readonly [N in EventName]: Channel<N> };

  constructor(
    private readonly api: LinearLabApi,
    private readonly activity: Activity,
  ) {
    this.#channels = {
      runProgress: new Channel(api, 'runProgress'),
      runEpoch: new Channel(api, 'runEpoch'),
      runState: new Channel(api, 'runState'),
      sweep: new Channel(api, 'sweep'),
      taskProgress: new Channel(api, 'taskProgress'),
      classProgress: new Channel(api, 'classProgress'),
      trainer: new Channel(api, 'trainer'),
      dataset: new Channel(api, 'dataset'),
      download: new Channel(api, 'download'),
      systemTheme: new Channel(api, 'systemTheme'),
      fileOpened: new Channel(api, 'fileOpened'),
      menu: new Channel(api, 'menu'),
      sheetWaiting: new Channel(api, 'sheetWaiting'),
    };
  }

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput[N]>> {
    return this.activity.during(
      this.api.call(name, input).catch((): Reply<CallOutput[N]> => ({
        ok: false,
        error: { code: 'internal', params: {} },
      })),
    );
  }

  /** Calls `listener` with each event of this name until the returned function is called. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    return this.#channels[name].add(listener);
  }
}

/** All of the window's listeners to one event: the bridge is listened to once, and only while there is one. */
class Channel<N extends EventName> {
  readonly #listeners = new Set<(event: Events[N]) => void>();
  #stop: (() => void) | undefined;

  constructor(
    private readonly api: LinearLabApi,
    private readonly name: N,
  ) {}

  add(listener: (event: Events[N]) => void): () => void {
    this.#listeners.add(listener);
    this.#stop ??= this.api.on(this.name, (event) => {
      for (const each of [...this.#listeners]) each(event);
    });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }
}
