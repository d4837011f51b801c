/** The sheets and run files that were opened last: main's own, as the window never learns where a file lies. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeAtomic } from './files';
import type { Logger } from './diagnostics/logger';

/** What a menu holds without scrolling. */
export const MOST_RECENT = 10;

const recentSchema = v.array(v.string());

export interface RecentFilesOptions {
  readonly file: string;
  /** Told after each change. */
  readonly changed: () => void;
  readonly log: Logger;
}

export class RecentFiles {
  readonly #options: RecentFilesOptions;
  #paths: readonly string[];
  #written: Promise<void> = Promise.resolve();

  private constructor(options: RecentFilesOptions, paths: readonly string[]) {
    this.#options = options;
    this.#paths = paths;
  }

  /** A list that is absent, or cannot be read, is empty: it is a convenience, and no work is lost with it. */
  static async open(options: RecentFilesOptions): Promise<RecentFiles> {
    const text = await readFile(options.file, 'utf8').catch(() => '[]');
    return new RecentFiles(options, parsed(text).slice(0, MOST_RECENT));
  }

  /** Paths, the newest first. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  add(path: string): Promise<void> {
    return this.#set([path, ...this.#paths.filter((other) => other !== path)]);
  }

  clear(): Promise<void> {
    return this.#set([]);
  }

  async #set(paths: readonly string[]): Promise<void> {
    this.#paths = paths.slice(0, MOST_RECENT);
    this.#options.changed();
    const write = () => writeAtomic(this.#options.file, JSON.stringify(this.#paths));
    this.#written = this.#written.then(write).catch((error: unknown) => {
      this.#options.log.warn(`the recent files could not be kept: ${String(error)}`);
    });
    await this.#written;
  }
}

function parsed(text: string): readonly string[] {
  try {
    return v.parse(recentSchema, JSON.parse(text));
  } catch {
    return [];
  }
}
