/** What main tells: each event once, to whoever listens. The window is one listener, the command line another. */
import type { EventName, Events } from '#contract/events';

export type Emit = <N extends EventName>(name: N, event: Events[N]) => void;

type Listeners = { readonly [N in EventName]: Set<(event: Events[N]) => void> };

export class EventBus {
  readonly #all = new Set<Emit>();
  readonly #listeners: Listeners = {
    runProgress: new Set(),
    runEpoch: new Set(),
    runState: new Set(),
    sweep: new Set(),
    taskProgress: new Set(),
    classProgress: new Set(),
    trainer: new Set(),
    dataset: new Set(),
    download: new Set(),
    systemTheme: new Set(),
    fileOpened: new Set(),
    menu: new Set(),
    sheetWaiting: new Set(),
  };

  readonly emit: Emit = (name, event) => {
    for (const relay of this.#all) relay(name, event);
    for (const listener of this.#listeners[name]) listener(event);
  };

  /** Calls `listener` with each event of this name until the returned function is called. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    const listeners = this.#listeners[name];
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** Passes every event on until the returned function is called. */
  relay(to: Emit): () => void {
    this.#all.add(to);
    return () => {
      this.#all.delete(to);
    };
  }
}
