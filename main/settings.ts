/**
 * The app's settings: in memory what counts, on disk what is left of it next time. A file that cannot be read is set
 * aside under another name, never overwritten, and the backup of the last good one takes its place.
 */
import {
  SETTINGS_SCHEMA,
  settingsSchema,
  type Language,
  type Settings,
  type SettingsChange,
} from '#contract/settings';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { errorCode, move, writeAtomic } from './files';
import type { Logger } from './diagnostics/logger';
import { readVersioned } from './versions';

type ReadSettings =
  | { readonly ok: true; readonly settings: Settings; readonly text: string }
  | { readonly ok: false; readonly reason: 'absent' | 'damaged' | 'newer' };

export interface SettingsOptions {
  readonly file: string;
  /** What `--lang` says: it holds until the person chooses a language, and is not kept. */
  readonly language?: Language | undefined;
  /** Files with the settings of a first start, such as a teacher prepares; the first that can be read counts. */
  readonly presets?: readonly string[];
  readonly now: () => Date;
  readonly log: Logger;
}

export class SettingsStore {
  readonly #file: string;
  readonly #log: Logger;
  #settings: Settings;
  #language: Language | undefined;
  /** What the file holds, as it goes into the backup before the file is replaced. */
  #onDisk: string | undefined;
  #written: Promise<void> = Promise.resolve();

  /** The names of the files that could not be read and were set aside. */
  readonly setAside: readonly string[];

  private constructor(
    { file, log, language }: SettingsOptions,
    read: ReadSettings,
    setAside: readonly string[],
  ) {
    this.#file = file;
    this.#log = log;
    this.#language = language;
    this.#settings = read.ok ? read.settings : v.parse(settingsSchema, {});
    this.#onDisk = read.ok ? read.text : undefined;
    this.setAside = setAside;
  }

  static async open(options: SettingsOptions): Promise<SettingsStore> {
    const { file } = options;
    const setAside: string[] = [];
    for (const candidate of [file, backupOf(file)]) {
      const read = await readSettings(candidate);
      if (read.ok) return new SettingsStore(options, read, setAside);
      if (read.reason !== 'absent') {
        setAside.push(await putAside(candidate, read.reason, options));
      }
    }
    for (const preset of options.presets ?? []) {
      const read = await readSettings(preset);
      // Not what is on disk: the file of a teacher is never written to, nor backed up.
      if (read.ok) return new SettingsStore(options, read, setAside).#fresh();
      if (read.reason !== 'absent') options.log.warn(`the preset settings are ${read.reason}`);
    }
    return new SettingsStore(options, { ok: false, reason: 'absent' }, setAside);
  }

  #fresh(): this {
    this.#onDisk = undefined;
    return this;
  }

  get current(): Settings {
    return this.#language ? { ...this.#settings, language: this.#language } : this.#settings;
  }

  /**
   * Takes over what `change` names, at once; `labs` by lab. Resolves when it is on disk.
   * @throws {AppError} `diskFull`, `notWritable`: the change holds until the app is closed.
   */
  change(change: SettingsChange): Promise<Settings> {
    const { labs, ...rest } = withoutUndefined(change);
    if (rest.language) this.#language = undefined;
    return this.#keep({ ...rest, labs: { ...this.#settings.labs, ...labs } });
  }

  /** Once all that was changed is on disk, or could not be kept. */
  async settled(): Promise<void> {
    await this.#written.catch(() => undefined);
  }

  /** The data set of one's own that the labs use from now on; null for Fashion-MNIST. @throws {AppError} as `change` */
  useDataset(dataset: string | null): Promise<Settings> {
    return this.#keep({ dataset });
  }

  async #keep(change: Partial<Settings>): Promise<Settings> {
    this.#settings = { ...this.#settings, ...change };
    // One after the other, each with all that has changed by then: the last one on disk is the newest.
    const write = () => this.#write();
    this.#written = this.#written.then(write, write);
    await this.#written;
    return this.current;
  }

  async #write(): Promise<void> {
    const text = `${JSON.stringify(this.#settings, null, 2)}\n`;
    try {
      if (this.#onDisk !== undefined) await writeAtomic(backupOf(this.#file), this.#onDisk);
      await writeAtomic(this.#file, text);
      this.#onDisk = text;
    } catch (error) {
      this.#log.error('the settings could not be written', error);
      throw error;
    }
  }
}

function backupOf(file: string): string {
  return `${file}.bak`;
}

async function readSettings(file: string): Promise<ReadSettings> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
    return { ok: false, reason: absent ? 'absent' : 'damaged' };
  }
  const read = readVersioned(text, { version: SETTINGS_SCHEMA, schema: settingsSchema });
  return read.ok ? { ok: true, settings: read.value, text } : read;
}

/** Renames the file so that its name says what it is and when; the name is what the person is told. */
async function putAside(
  file: string,
  reason: 'damaged' | 'newer',
  { now, log }: SettingsOptions,
): Promise<string> {
  const time = now().toISOString().replace(/[-:]/g, '').slice(0, 15);
  const aside = `${file}.${reason}-${time}`;
  try {
    await move(file, aside);
    return basename(aside);
  } catch (error) {
    log.error(`${basename(file)} could not be set aside`, error);
    return basename(file);
  }
}

/** A change's keys that are there but undefined are no change. */
function withoutUndefined(change: SettingsChange): {
  [K in keyof SettingsChange]: NonNullable<SettingsChange[K]>;
} {
  const { language, theme, updates, notebookOpen, labsDone, labs } = change;
  return {
    ...(language && { language }),
    ...(theme && { theme }),
    ...(updates !== undefined && { updates }),
    ...(notebookOpen !== undefined && { notebookOpen }),
    ...(labsDone && { labsDone }),
    ...(labs && { labs }),
  };
}
