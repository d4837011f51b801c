import type { EngineInfo, TrainerStatus } from '#contract/engine';
import type { Client } from '../api';

/** The process that computes: whether it is there, and with what. */
export class Trainer {
  status = $state.raw<TrainerStatus>({ state: 'starting' });

  readonly engine = $derived<EngineInfo | null>(
    this.status.state === 'ready' ? this.status.engine : null,
  );

  constructor(private readonly client: Client) {}

  follow(): () => void {
    return this.client.on('trainer', (status) => (this.status = status));
  }

  async restart(): Promise<void> {
    this.status = { state: 'starting' };
    const reply = await this.client.call('restartTrainer', undefined);
    if (!reply.ok) this.status = { state: 'failed', detail: reply.error.params['detail'] ?? '' };
  }
}
