import type { Sheet } from '#contract/sheet';
import type { Answers, SheetList } from '#contract/sheet-answers';

/** A sheet as a line of a list: what it is, and how far one got. */
export function summarize(sheet: Sheet, { answers, changedAt }: Answers) {
  const { title, aim, lab, minutes, steps } = sheet;
  const asking = steps.filter(({ type }) => type !== 'read');
  return {
    title,
    aim,
    lab,
    minutes,
    changedAt,
    asked: asking.length,
    answered: asking.filter(({ id }) => answers[id]).length,
  } satisfies Omit<SheetList['kept'][number], 'key'>;
}
