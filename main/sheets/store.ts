/**
 * Lab sheets and their answers: `sheets/<key>/sheet.json` and `answers.json`. What was opened once is there again, even
 * without its file. What cannot be read is named and left as it is.
 */
import { AppError } from '#contract/errors';
import type { Sheet } from '#contract/sheet';
import {
  ANSWERS_SCHEMA,
  answersSchema,
  type Answers,
  type OpenedSheet,
  type SheetList,
} from '#contract/sheet-answers';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { errorCode, makeFolder, move, namesIn, writeAtomic } from '../files';
import type { Logger } from '../diagnostics/logger';
import { readVersioned } from '../versions';
import { formatSheet, parseSheet, readSheet, sheetKey } from './file';
import { summarize } from './summary';

const SHEET_FILE = 'sheet.json';
const ANSWERS_FILE = 'answers.json';
const KEY = /^[a-z0-9][a-z0-9-]{2,39}-[0-9a-f]{8}$/;

export interface SheetStoreOptions {
  /** Where opened sheets and answers are kept. */
  readonly folder: string;
  /** Where the sheets that come with the app are. */
  readonly ready: string;
  readonly now: () => Date;
  readonly log: Logger;
}

type KeptAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly reason: 'absent' | 'damaged' | 'newer' };

export class SheetStore {
  readonly #options: SheetStoreOptions;
  /** The answers that are on their way to the disk. */
  #kept: Promise<unknown> = Promise.resolve();
  /** The sheets of this session: they can be worked on where the disk is full, too. */
  readonly #opened = new Map<string, Sheet>();

  constructor(options: SheetStoreOptions) {
    this.#options = options;
  }

  async list(): Promise<SheetList> {
    const unreadable: { key: string; reason: 'damaged' | 'newer' }[] = [];
    const kept = await Promise.all(
      (await namesIn(this.#options.folder))
        .filter((name) => KEY.test(name))
        .map(async (key) => {
          try {
            const sheet = await this.#read(key);
            const read = await this.#readAnswers(key);
            const answers = read.ok ? read.answers : this.#noAnswers();
            return [{ key, ...summarize(sheet, answers) }];
          } catch (error) {
            const newer = error instanceof AppError && error.code === 'newerFile';
            unreadable.push({ key, reason: newer ? 'newer' : 'damaged' });
            return [];
          }
        }),
    );
    return {
      ready: await this.#readySheets(),
      kept: kept.flat().sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
      unreadable,
    };
  }

  /** One of those that come with the app. @throws {AppError} `noSuchSheet`, and as `parseSheet` */
  async openReady(id: string): Promise<OpenedSheet> {
    for (const sheet of await this.#readReady()) {
      if (sheet.id === id) return this.#open(sheet);
    }
    throw new AppError('noSuchSheet', { id });
  }

  /** One that was opened before. @throws {AppError} `noSuchSheet`, `newerFile`, and as `parseSheet` */
  async openKept(key: string): Promise<OpenedSheet> {
    return this.#open(await this.#read(key));
  }

  /** @throws {AppError} as `readSheet` */
  async openFile(path: string): Promise<OpenedSheet> {
    return this.#open(await readSheet(path));
  }

  /** @throws {AppError} as `parseSheet` */
  async openText(text: string, file: string): Promise<OpenedSheet> {
    return this.#open(parseSheet(text, file));
  }

  /** @throws {AppError} `noSuchSheet` where it was not opened; `diskFull`, `notWritable` */
  async keep(key: string, answers: Answers): Promise<void> {
    const kept = this.#write(key, answers);
    this.#kept = Promise.allSettled([this.#kept, kept]);
    await kept;
  }

  /** Once all answers are on disk, or could not be kept. */
  async settled(): Promise<void> {
    await this.#kept;
  }

  async #write(key: string, answers: Answers): Promise<void> {
    const sheet = this.#opened.get(key);
    if (!sheet) throw new AppError('noSuchSheet', { id: key });
    const folder = join(this.#options.folder, key);
    await makeFolder(folder, SHEET_FILE);
    if (!(await namesIn(folder)).includes(SHEET_FILE)) {
      await writeAtomic(join(folder, SHEET_FILE), formatSheet(sheet));
    }
    await writeAtomic(join(folder, ANSWERS_FILE), `${JSON.stringify(answers, null, 2)}\n`);
  }

  /** A sheet with its answers as they are on disk, without opening it. @throws {AppError} as `openKept` */
  async answersOf(key: string): Promise<{ readonly sheet: Sheet; readonly answers: Answers }> {
    const sheet = this.#opened.get(key) ?? (await this.#read(key));
    const read = await this.#readAnswers(key);
    return { sheet, answers: read.ok ? read.answers : this.#noAnswers() };
  }

  /** The keys of all sheets that were opened. */
  async keys(): Promise<readonly string[]> {
    return (await namesIn(this.#options.folder)).filter((name) => KEY.test(name));
  }

  async #open(sheet: Sheet): Promise<OpenedSheet> {
    const key = sheetKey(sheet);
    this.#opened.set(key, sheet);
    const read = await this.#readAnswers(key);
    if (read.ok) return { key, sheet, answers: read.answers };
    if (read.reason === 'newer') throw new AppError('newerFile', { file: ANSWERS_FILE });
    const setAside = read.reason === 'damaged' ? await this.#putAside(key) : undefined;
    const answers =
      read.reason === 'absent' ? await this.#fromEarlier(sheet, key) : this.#noAnswers();
    try {
      await this.keep(key, answers);
    } catch (error) {
      // The sheet can be worked on all the same; the first answer says that it cannot be kept.
      this.#options.log.error('the sheet could not be kept', error);
    }
    return { key, sheet, answers, ...(setAside !== undefined && { setAside }) };
  }

  /** The answers to an earlier text of the same sheet, where the step they belong to has stayed the same. */
  async #fromEarlier(sheet: Sheet, key: string): Promise<Answers> {
    const earlier = (await this.keys()).filter(
      (other) => other !== key && other.slice(0, -9) === sheet.id,
    );
    const answers = this.#noAnswers();
    const found = await Promise.all(
      earlier.map(async (other) => {
        const read = await this.#readAnswers(other);
        const before = await this.#read(other).catch(() => undefined);
        return read.ok && before ? [{ before, answers: read.answers }] : [];
      }),
    );
    // The newest last: it is what counts.
    for (const { before, answers: old } of found
      .flat()
      .sort((a, b) => a.answers.changedAt.localeCompare(b.answers.changedAt))) {
      for (const step of sheet.steps) {
        const answer = old.answers[step.id];
        const same = before.steps.some((one) => isDeepStrictEqual(one, step));
        if (answer && same) answers.answers[step.id] = answer;
      }
    }
    return answers;
  }

  #noAnswers(): Answers {
    const now = this.#options.now().toISOString();
    return { schema: ANSWERS_SCHEMA, startedAt: now, changedAt: now, step: 0, answers: {} };
  }

  async #read(key: string): Promise<Sheet> {
    try {
      const text = await readFile(join(this.#options.folder, key, SHEET_FILE), 'utf8');
      return parseSheet(text, SHEET_FILE);
    } catch (error) {
      if (error instanceof AppError || errorCode(error) === '') throw error;
      throw new AppError('noSuchSheet', { id: key }, { cause: error });
    }
  }

  async #readAnswers(key: string): Promise<KeptAnswers> {
    let text: string;
    try {
      text = await readFile(join(this.#options.folder, key, ANSWERS_FILE), 'utf8');
    } catch (error) {
      const absent = ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
      return { ok: false, reason: absent ? 'absent' : 'damaged' };
    }
    const read = readVersioned(text, { version: ANSWERS_SCHEMA, schema: answersSchema });
    return read.ok ? { ok: true, answers: read.value } : read;
  }

  /** Renames damaged answers so that their name says what they are. @returns the name */
  async #putAside(key: string): Promise<string> {
    const file = join(this.#options.folder, key, ANSWERS_FILE);
    const time = this.#options.now().toISOString().replace(/[-:]/g, '').slice(0, 15);
    const name = `${ANSWERS_FILE}.damaged-${time}`;
    await move(file, join(this.#options.folder, key, name));
    return name;
  }

  async #readReady(): Promise<readonly Sheet[]> {
    const { ready, log } = this.#options;
    const names = (await namesIn(ready)).filter((name) => !name.startsWith('.')).sort();
    const sheets = await Promise.all(
      names.map(async (name) => {
        try {
          return [await readSheet(join(ready, name))];
        } catch (error) {
          log.error(`the sheet ${name} cannot be read`, error);
          return [];
        }
      }),
    );
    return sheets.flat();
  }

  async #readySheets(): Promise<SheetList['ready']> {
    return (await this.#readReady()).map((sheet) => {
      const { id, title, aim, lab, minutes } = sheet;
      return { id, key: sheetKey(sheet), title, aim, lab, minutes };
    });
  }
}
