import type { RunAction } from '#contract/calls';
import type { Pace } from '#contract/pace';

export type UnderWay = 'running' | 'paused';

/**
 * What a person wants of the run under way, as a state machine: running or paused, until it is stopped. Whoever trains asks for a
 * `turn` before each minibatch or group of them.
 */
export class RunControl {
  #state: UnderWay;
  /** Minibatches asked for while paused. */
  #steps = 0;
  readonly #stop = new AbortController();
  #wake: () => void = () => undefined;
  #pace: Pace;

  /**
   * @param learningRate the rate from now on; a change takes effect with the next minibatch
   * @param onState told of each state that is entered, the first one not included
   * @param pace how fast the run is shown from now on
   */
  constructor(
    paused: boolean,
    public learningRate: number,
    private readonly onState: (state: UnderWay) => void,
    pace: Pace = 'full',
  ) {
    this.#state = paused ? 'paused' : 'running';
    this.#pace = pace;
  }

  get pace(): Pace {
    return this.#pace;
  }

  set pace(pace: Pace) {
    this.#pace = pace;
    this.#wake();
  }

  get state(): UnderWay {
    return this.#state;
  }

  /** Aborted when the run is to stop. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  apply(action: RunAction): void {
    switch (action) {
      case 'pause':
        this.#enter('paused');
        break;
      case 'resume':
        this.#enter('running');
        break;
      case 'step':
        if (this.#state === 'paused') this.#steps += 1;
        break;
      case 'stop':
        this.#stop.abort();
        break;
    }
    this.#wake();
  }

  /** Waits while the run is paused. `step` allows one minibatch, `run` as many as fit between two looks at the clock. */
  async turn(): Promise<'run' | 'step' | 'stop'> {
    for (;;) {
      if (this.stopped.aborted) return 'stop';
      if (this.#state === 'running') return 'run';
      if (this.#steps > 0) {
        this.#steps -= 1;
        return 'step';
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Lets `ms` go by, or less: whatever a person does ends it. */
  async rest(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #enter(state: UnderWay): void {
    this.#steps = 0;
    if (state === this.#state) return;
    this.#state = state;
    this.onState(state);
  }
}
