/** What is wrong with a sheet whose entries are right one by one. */
import * as v from 'valibot';
import type { SheetEntries } from './entries';
import { measuresOfLab, sheetControls, type SheetLab } from './labs';
import { runSettings, type SheetSettings } from './settings';
import type { SheetStep } from './steps';

/** One thing that is wrong: where, what stands there, and what may. */
export interface SheetProblem {
  readonly path: readonly (string | number)[];
  readonly received: string;
  readonly allowed: string;
}

/**
 * What the entries alone do not say: ids once, settings and controls that the lab has, questions that it can answer.
 *
 * @returns each with its place, the value and what is allowed; none where all is well
 */
export function problemsOf(sheet: SheetEntries): readonly SheetProblem[] {
  return [
    ...controlProblems(sheet),
    ...settingsProblems(['settings'], sheet.lab, sheet.settings),
    ...sheet.steps.flatMap((step, index) => [
      ...idProblems(sheet, index),
      ...settingsProblems(['steps', index, 'settings'], sheet.lab, step.settings),
      ...askProblems(['steps', index], sheet.lab, step),
    ]),
  ];
}

function controlProblems({ lab, controls }: SheetEntries): readonly SheetProblem[] {
  const allowed: readonly string[] = sheetControls[lab];
  return Object.keys(controls)
    .filter((name) => !allowed.includes(name))
    .map((name) => ({ path: ['controls', name], received: name, allowed: allowed.join(', ') }));
}

function settingsProblems(
  path: SheetProblem['path'],
  lab: SheetLab,
  settings: SheetSettings | undefined,
): readonly SheetProblem[] {
  const schema = runSettings[lab];
  const issues = (schema && v.safeParse(schema, settings ?? {}).issues) ?? [];
  return issues.map(({ path: at, received, expected, message }) => ({
    path: [...path, String(at?.[0]?.key)],
    received,
    allowed: expected === 'never' ? 'a setting of the lab' : (expected ?? message),
  }));
}

function idProblems({ steps }: SheetEntries, index: number): readonly SheetProblem[] {
  const id = steps[index]?.id;
  if (id === undefined || steps.findIndex((step) => step.id === id) === index) return [];
  const allowed = 'an id that no other step has';
  return [{ path: ['steps', index, 'id'], received: id, allowed }];
}

/** Of a question that its options or the lab cannot answer, and of a training where there is none. */
function askProblems(
  at: SheetProblem['path'],
  lab: SheetLab,
  step: SheetStep,
): readonly SheetProblem[] {
  const measures = measuresOfLab(lab);
  if (step.type === 'run' && step.what === 'train' && measures.length === 0) {
    return [{ path: [...at, 'what'], received: 'train', allowed: 'do: this lab has no runs' }];
  }
  if (step.type !== 'predict') return [];
  const { ask } = step;
  if (ask.kind !== 'choice') {
    if (measures.includes(ask.measure)) return [];
    const allowed = measures.join(', ') || 'choice: this lab has no curves';
    return [{ path: [...at, 'ask', 'measure'], received: ask.measure, allowed }];
  }
  const { correct, options } = ask;
  if (correct === undefined || correct < options.length) return [];
  const allowed = `0 to ${options.length - 1}`;
  return [{ path: [...at, 'ask', 'correct'], received: String(correct), allowed }];
}
