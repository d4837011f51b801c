import type { ClassFolder, ClassRow } from '#contract/class';
import type { AppErrorData } from '#contract/errors';
import { isUnderWay } from '#contract/run';
import type { Client } from '../api';
import { isSameRequest, repeatOf, type Repeat } from './repeat';

/** The folder of a class that was opened last: it stays on show while its runs are looked at in a lab. */
export class ClassFolders {
  folder = $state.raw<ClassFolder | null>(null);
  /** Why the last folder was not read. */
  error = $state.raw<AppErrorData | null>(null);
  /** How much of a folder is read; null while none is. */
  progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  /** A folder is asked for, or read. */
  opening = $state(false);
  /** The row that a lab was set up as. */
  repeating = $state.raw<ClassRow | null>(null);
  /** What came of rows that were trained again, by file. */
  repeats = $state.raw<Readonly<Record<string, Repeat>>>({});

  constructor(private readonly client: Client) {}

  follow(): () => void {
    const stops = [
      this.client.on('classProgress', (progress) => {
        if (this.opening) this.progress = progress;
      }),
      this.client.on('runState', ({ state, record }) => {
        const row = this.repeating;
        if (!row || !record || isUnderWay(state) || !isSameRequest(row.run, record)) return;
        this.repeats = { ...this.repeats, [row.file]: repeatOf(row.run, record) };
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async open(): Promise<void> {
    this.opening = true;
    this.error = null;
    const reply = await this.client.call('openClassFolder', undefined);
    this.opening = false;
    this.progress = null;
    if (!reply.ok) this.error = reply.error.code === 'cancelled' ? null : reply.error;
    else if (reply.value) {
      this.folder = reply.value;
      this.repeats = {};
      this.repeating = null;
    }
  }

  /** The next run with the settings of this row is compared with it. */
  repeat(row: ClassRow | null): void {
    this.repeating = row;
  }

  async cancel(): Promise<void> {
    await this.client.call('cancelClassFolder', undefined);
  }
}
