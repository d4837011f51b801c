/** The calls around lab sheets (contract/sheet-answers.ts), and the sheets that the system asks to open. */
import type { Language } from '#contract/settings';
import { SHEET_EXTENSION } from '#contract/sheet';
import { basename } from 'node:path';
import type { Emit } from '../event-bus';
import { writeAtomic } from '../files';
import type { CallHandlers } from '../ipc';
import { answersMarkdown, answersOfSheet } from './answers';
import { formatSheet } from './file';
import type { SheetStore } from './store';
import type { sheetCallSchemas } from '#contract/sheet-answers';

/** What the sheets ask of the world around them. */
export interface SheetEffects {
  /** Asks for a sheet to open; null where the person closed the dialog. */
  readonly pickSheet: () => Promise<string | null>;
  /** Asks where to save a file of this name; null where the person closed the dialog. */
  readonly pickTarget: (name: string) => Promise<string | null>;
  /** Told of a file that was opened. */
  readonly fileUsed?: ((path: string) => void) | undefined;
}

interface Options {
  readonly store: SheetStore;
  readonly effects: SheetEffects;
  readonly language: () => Language;
  readonly emit: Emit;
}

export class SheetDesk {
  readonly #options: Options;
  /** The file that the system asked to open last, until the window takes it. */
  #waiting: string | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Has the window open this file: a double click, a second launch. */
  offer(path: string): void {
    this.#waiting = path;
    this.#options.emit('sheetWaiting', null);
  }

  readonly handlers: Pick<CallHandlers, keyof typeof sheetCallSchemas> = {
    listSheets: () => this.#options.store.list(),
    openSheet: (input) =>
      input.from === 'ready'
        ? this.#options.store.openReady(input.id)
        : this.#options.store.openKept(input.key),
    openSheetFile: async () => {
      const path = await this.#options.effects.pickSheet();
      return path === null ? null : this.#open(path);
    },
    openSheetText: ({ name, text }) => this.#options.store.openText(text, name),
    takeSheet: async () => {
      const path = this.#waiting;
      this.#waiting = null;
      return path === null ? null : this.#open(path);
    },
    keepAnswers: async ({ key, answers }) => {
      await this.#options.store.keep(key, answers);
      return null;
    },
    saveSheet: ({ sheet }) => this.#save(`${sheet.id}${SHEET_EXTENSION}`, () => formatSheet(sheet)),
    exportAnswers: async ({ key }) => {
      const { store, language } = this.#options;
      const answers = await answersOfSheet(store, key, language());
      return this.#save(`${fileName(answers.title)}.md`, () => answersMarkdown(answers));
    },
  };

  async #open(path: string) {
    const { store, effects } = this.#options;
    const opened = await store.openFile(path);
    effects.fileUsed?.(path);
    return opened;
  }

  async #save(name: string, content: () => string): Promise<{ readonly file: string } | null> {
    const target = await this.#options.effects.pickTarget(name);
    if (target === null) return null;
    await writeAtomic(target, content());
    return { file: basename(target) };
  }
}

/** A title as every system takes it for a file's name. */
function fileName(title: string): string {
  const safe = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return safe.replace(/[. ]+$/, '').slice(0, 60) || 'answers';
}
