/** The texts of a sheet, in the languages of the app, and how long they may be. */
import * as v from 'valibot';
import { languages, type Language } from '#contract/settings';

/** Characters of each text; `steps` of a sheet, `options` of a question. */
export const sheetLimits = {
  /** Characters of a whole file. */
  file: 200_000,
  title: 120,
  option: 400,
  text: 8000,
  steps: 40,
  options: 8,
} as const;

/** A text of at most this many characters, and not of blanks alone. */
export const words = (most: number) =>
  v.pipe(
    v.string(),
    v.check((text) => text.trim() !== '' && text.length <= most, `1 to ${most} characters`),
  );

/** A text in one language at least; a reader of another one gets what there is. */
export const textSchema = (most: number) =>
  v.pipe(
    v.strictObject({ en: v.exactOptional(words(most)), 'zh-CN': v.exactOptional(words(most)) }),
    v.check((text) => languages.some((language) => text[language] !== undefined), 'en or zh-CN'),
  );
export type SheetText = Readonly<Partial<Record<Language, string>>>;

/** The text in `language`, else in the first language that it has. */
export function textIn(text: SheetText | undefined, language: Language): string {
  return text?.[language] ?? languages.map((other) => text?.[other]).find((one) => one) ?? '';
}
