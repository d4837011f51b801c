/**
 * A lab sheet: one JSON file (`*.linearlab-sheet`) that leads a class through a lab. It sets the lab's settings, locks or
 * hides controls, and asks: predict, run, explain. Its texts are Markdown in one or more languages. Whoever sends a
 * sheet is not trusted: every size has a limit, and every text stays text.
 */
import * as v from 'valibot';
import { sheetEntries } from './sheet/entries';
import { problemsOf, type SheetProblem } from './sheet/problems';
import type { SheetSettings } from './sheet/settings';

export { SHEET_EXTENSION, SHEET_FORMAT, SHEET_SCHEMA } from './sheet/entries';
export * from './sheet/labs';
export { settingValue, type SheetSettings } from './sheet/settings';
export type { SheetAsk, SheetStep, StepType } from './sheet/steps';
export { sheetLimits, textIn, type SheetText } from './sheet/text';

/** A sheet that a lab can be led by. Each issue says where, what was found and what is allowed. */
export const sheetSchema = v.pipe(
  sheetEntries,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, received, allowed } of problemsOf(dataset.value)) {
      addIssue({
        message: allowed,
        received,
        expected: allowed,
        path: pathItems(path),
      });
    }
  }),
);
export type Sheet = v.InferOutput<typeof sheetSchema>;

type PathItems = [v.IssuePathItem, ...v.IssuePathItem[]];

function pathItems(path: SheetProblem['path']): PathItems {
  const [first = '', ...rest] = path;
  const item = (key: string | number): v.IssuePathItem => ({
    type: 'unknown',
    origin: 'value',
    input: undefined,
    key,
    value: undefined,
  });
  return [item(first), ...rest.map(item)];
}

/** The settings in force at a step: the sheet's, with those of the last step up to it that has some. */
export function settingsAt({ settings, steps }: Sheet, index: number): SheetSettings {
  const own = steps.slice(0, index + 1).findLast((step) => step.settings)?.settings;
  return { ...settings, ...own };
}

/** The index of the first run after `index`, or -1: what shows whether a prediction was right. */
export function runAfter({ steps }: Sheet, index: number): number {
  return steps.findIndex((step, at) => at > index && step.type === 'run');
}
