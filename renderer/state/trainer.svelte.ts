import type { EngineInfo, TrainerStatus } from '#contract/engine';
import type { Client } from '../api';
import { Waiting } from './waiting';

/** The process that computes: whether it is there, and with what. */
export class Trainer {
  #status = $state.raw<TrainerStatus>({ state: 'starting' });
  readonly #waiting = new Waiting<EngineInfo | null>();

  readonly engine = $derived<EngineInfo | null>(
    this.#status.state === 'ready' ? this.#status.engine : null,
  );

  constructor(private readonly client: Client) {}

  get status(): TrainerStatus {
    return this.#status;
  }

  set status(status: TrainerStatus) {
    this.#status = status;
    if (status.state !== 'starting') this.#waiting.tell(this.engine);
  }

  /** The engine, once the trainer is there; null where it gave up. */
  async ready(): Promise<EngineInfo | null> {
    return this.#status.state === 'starting' ? this.#waiting.next() : this.engine;
  }

  follow(): () => void {
    return this.client.on('trainer', (status) => (this.status = status));
  }

  async restart(): Promise<void> {
    this.status = { state: 'starting' };
    const reply = await this.client.call('restartTrainer', undefined);
    if (!reply.ok) this.status = { state: 'failed', detail: reply.error.params['detail'] ?? '' };
  }
}
