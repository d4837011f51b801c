import type { FromTrainer, ToTrainer } from '#contract/trainer';
import { serve, type ServiceOptions } from '../../../../../main/trainer/service';

type Message<Type extends FromTrainer['type']> = Extract<FromTrainer, { type: Type }>;

/** A trainer service in this process, on a line that copies each message as a process boundary does. */
export class Line {
  /** All that the service has said. */
  readonly heard: FromTrainer[] = [];
  readonly reports: unknown[] = [];
  exitCode: number | undefined;
  #listener: (message: ToTrainer) => void = () => undefined;
  #waiting: (() => void)[] = [];

  constructor(options: Partial<ServiceOptions> = {}) {
    serve(
      {
        post: (message) => {
          this.heard.push(structuredClone(message));
          for (const wake of this.#waiting.splice(0)) wake();
        },
        onMessage: (listener) => {
          this.#listener = listener;
        },
      },
      {
        exit: (code) => {
          this.exitCode = code;
        },
        report: (error) => {
          this.reports.push(error);
        },
        ...options,
      },
    );
  }

  /** In a turn of its own, as a message of another process comes. */
  say(message: ToTrainer): void {
    const copy = structuredClone(message);
    setImmediate(() => {
      this.#listener(copy);
    });
  }

  /** What was heard of a type, in order. */
  all<Type extends FromTrainer['type']>(type: Type): Message<Type>[] {
    return this.heard.filter((message): message is Message<Type> => message.type === type);
  }

  /** Waits until a message of this type that passes has been heard; one that was heard before counts. */
  async hear<Type extends FromTrainer['type']>(
    type: Type,
    passes: (message: Message<Type>) => boolean = () => true,
  ): Promise<Message<Type>> {
    for (;;) {
      const found = this.all(type).find(passes);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
