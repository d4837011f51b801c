import type { FromTrainer, ToTrainer } from '#contract/trainer';
import type { GoneReason, TrainerProcess } from '../../../../../main/trainer/process';

/** A trainer process that does what the test says. As Electron's, it takes main down when posted to after its exit. */
export class FakeProcess implements TrainerProcess {
  readonly sent: ToTrainer[] = [];
  killed = false;
  #exited = false;
  #onMessage: (message: FromTrainer) => void = () => undefined;
  #onExit: Parameters<TrainerProcess['onExit']>[0] = () => undefined;
  #onStderr: (text: string) => void = () => undefined;

  post(message: ToTrainer): void {
    if (this.#exited) throw new Error(`posted ${message.type} to a process that is gone`);
    this.sent.push(structuredClone(message));
  }

  kill(): void {
    if (this.#exited) throw new Error('killed a process that is gone');
    this.killed = true;
  }

  onMessage(listener: (message: FromTrainer) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: Parameters<TrainerProcess['onExit']>[0]): void {
    this.#onExit = listener;
  }

  onStderr(listener: (text: string) => void): void {
    this.#onStderr = listener;
  }

  /** What it was told, but for pings. */
  types(): string[] {
    return this.sent.map(({ type }) => type).filter((type) => type !== 'ping');
  }

  last<Type extends ToTrainer['type']>(type: Type): Extract<ToTrainer, { type: Type }> {
    const found = this.sent.findLast(
      (message): message is Extract<ToTrainer, { type: Type }> => message.type === type,
    );
    if (!found) throw new Error(`it was not told ${type}`);
    return found;
  }

  says(...messages: FromTrainer[]): void {
    for (const message of messages) this.#onMessage(message);
  }

  writes(text: string): void {
    this.#onStderr(text);
  }

  exits(code: number | null, reason?: GoneReason): void {
    this.#exited = true;
    this.#onExit(code, reason);
  }
}
