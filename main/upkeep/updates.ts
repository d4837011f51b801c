/**
 * Looking for a newer release: never unless the person turned it on, never while a run is under way, and nothing is
 * downloaded that was not agreed to. What fails is logged and said to nobody: a lesson goes on without a network.
 */
import type { Logger } from '../diagnostics/logger';

/** Where releases come from; it installs what it downloaded once the app has quit. */
export interface Updater {
  /** @returns the version of a newer release, null where there is none */
  check(): Promise<string | null>;
  /** Rejects where `signal` ends it first. */
  download(signal: AbortSignal): Promise<void>;
}

export interface UpdatesOptions {
  /** Called when it is first needed: what is off is not even loaded. */
  readonly load: () => Promise<Updater>;
  readonly isOn: () => boolean;
  readonly runUnderWay: () => boolean;
  /** Asks whether to download that version. */
  readonly ask: (version: string) => Promise<boolean>;
  readonly log: Logger;
}

export class Updates {
  readonly #options: UpdatesOptions;
  #looking = false;
  /** The answer of this start's check, once there is one. */
  #found: string | null | undefined;
  #agreed = false;
  /** Nothing is left to do until the next start. */
  #over = false;
  #download: AbortController | undefined;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Goes as far as it may: once a start, and on from there each time a run has ended. Never rejects. */
  async look(): Promise<void> {
    if (this.#looking || this.#over || !this.#mayGoOn()) return;
    this.#looking = true;
    try {
      this.#over = await this.#goOn();
    } catch (error) {
      // Not what a run interrupted, which is done anew once that is over.
      this.#over = this.#download?.signal.aborted !== true;
      if (this.#over) this.#options.log.warn(`the update failed: ${String(error)}`);
    } finally {
      this.#looking = false;
      this.#download = undefined;
    }
  }

  /** A run begins: what is being downloaded waits for its end. */
  makeWay(): void {
    this.#download?.abort();
  }

  /** @returns whether all is done */
  async #goOn(): Promise<boolean> {
    const { ask, load, log } = this.#options;
    const updater = await load();
    this.#found ??= await updater.check();
    if (this.#found === null) return true;
    // A run may have begun, and the switch been turned off, while the answer was on its way.
    if (!this.#mayGoOn()) return false;
    this.#agreed ||= await ask(this.#found);
    if (!this.#agreed) return true;
    if (!this.#mayGoOn()) return false;
    this.#download = new AbortController();
    await updater.download(this.#download.signal);
    log.info(`version ${this.#found} is installed when the app is quit`);
    return true;
  }

  #mayGoOn(): boolean {
    return this.#options.isOn() && !this.#options.runUnderWay();
  }
}
