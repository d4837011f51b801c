import {
  MAX_RUN_FILE_BYTES,
  type DrawingFile,
  type ImportedRun,
  type RunFormat,
} from '#contract/exports';
import type { AppErrorData, Reply } from '#contract/errors';
import type { Client } from '../api';

/** What came of the last thing that was taken away or taken in. */
export type Outcome =
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'copied' }
  | { readonly kind: 'imported'; readonly run: ImportedRun }
  | { readonly kind: 'error'; readonly error: AppErrorData };

/** Taking runs and drawings away, and taking run files in. One thing at a time is on its way. */
export class TakeAway {
  outcome = $state.raw<Outcome | null>(null);
  busy = $state(false);

  /** @param imported hears of a run that was taken in */
  constructor(
    private readonly client: Client,
    private readonly imported: () => void,
  ) {}

  /** Hears of run files that were opened from outside: a double click, the command line. */
  follow(): () => void {
    return this.client.on('fileOpened', (reply) => this.#tookIn(reply));
  }

  async exportRun(id: string, format: RunFormat): Promise<void> {
    const reply = await this.#during(this.client.call('exportRun', { id, format }));
    this.#saved(reply);
  }

  async saveDrawing(drawing: DrawingFile): Promise<void> {
    this.#saved(await this.#during(this.client.call('saveDrawing', drawing)));
  }

  async copyDrawing(png: Uint8Array<ArrayBuffer>): Promise<void> {
    const reply = await this.#during(this.client.call('copyDrawing', { png }));
    this.outcome = reply.ok ? { kind: 'copied' } : { kind: 'error', error: reply.error };
  }

  async openRunFile(): Promise<void> {
    const reply = await this.#during(this.client.call('openRunFile', undefined));
    if (!reply.ok || reply.value !== null) this.#tookIn(reply);
  }

  /** Takes in a file that was dropped on the window. */
  async importDropped(file: File): Promise<void> {
    const { name, size } = file;
    if (size > MAX_RUN_FILE_BYTES) {
      const params = {
        file: name,
        reason: 'tooLarge',
        value: String(size),
        allowed: String(MAX_RUN_FILE_BYTES),
      };
      this.outcome = { kind: 'error', error: { code: 'refusedFile', params } };
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.#tookIn(await this.#during(this.client.call('importRun', { name, bytes })));
  }

  #tookIn(reply: Reply<ImportedRun | null>): void {
    if (!reply.ok) this.outcome = { kind: 'error', error: reply.error };
    else if (reply.value) {
      this.outcome = { kind: 'imported', run: reply.value };
      this.imported();
    }
  }

  #saved(reply: Reply<{ readonly file: string } | null>): void {
    if (!reply.ok) this.outcome = { kind: 'error', error: reply.error };
    else if (reply.value) this.outcome = { kind: 'saved', file: reply.value.file };
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.busy = true;
    this.outcome = null;
    try {
      return await work;
    } finally {
      this.busy = false;
    }
  }
}
