import type { ClassFolder } from '#contract/class';
import type { AppErrorData } from '#contract/errors';
import type { Client } from '../api';

/** The folder of a class that was opened last: it stays on show while its runs are looked at in a lab. */
export class ClassFolders {
  folder = $state.raw<ClassFolder | null>(null);
  /** Why the last folder was not read. */
  error = $state.raw<AppErrorData | null>(null);
  /** How much of a folder is read; null while none is. */
  progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  /** A folder is asked for, or read. */
  opening = $state(false);

  constructor(private readonly client: Client) {}

  follow(): () => void {
    return this.client.on('classProgress', (progress) => {
      if (this.opening) this.progress = progress;
    });
  }

  async open(): Promise<void> {
    this.opening = true;
    this.error = null;
    const reply = await this.client.call('openClassFolder', undefined);
    this.opening = false;
    this.progress = null;
    if (!reply.ok) this.error = reply.error.code === 'cancelled' ? null : reply.error;
    else this.folder = reply.value ?? this.folder;
  }

  async cancel(): Promise<void> {
    await this.client.call('cancelClassFolder', undefined);
  }
}
