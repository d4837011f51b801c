/** A sheet as it is being made: every step has every field, so that changing its kind loses nothing. Pure. */
import type { Language } from '#contract/settings';
import {
  measuresOfLab,
  SHEET_FORMAT,
  SHEET_SCHEMA,
  sheetSchema,
  type ControlState,
  type Sheet,
  type SheetAsk,
  type SheetLab,
  type SheetMeasure,
  type SheetSettings,
  type SheetText,
  type StepType,
} from '#contract/sheet';
import * as v from 'valibot';

export type DraftText = Record<Language, string>;

export interface DraftStep {
  id: string;
  type: StepType;
  title: DraftText;
  text: DraftText;
  after: DraftText;
  ask: SheetAsk['kind'];
  measure: SheetMeasure;
  options: DraftText[];
  /** The index of the right option; null where there is none. */
  correct: number | null;
  settings: SheetSettings | null;
}

export interface Draft {
  id: string;
  lab: SheetLab;
  title: DraftText;
  aim: DraftText;
  author: string;
  minutes: number;
  settings: SheetSettings;
  controls: Record<string, ControlState>;
  steps: DraftStep[];
}

const noText = (): DraftText => ({ en: '', 'zh-CN': '' });

/** A name that no other sheet has. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `sheet-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** An empty sheet for a lab as it is set: a text to read, a prediction, a run, a question. */
export function newDraft(lab: SheetLab, settings: SheetSettings): Draft {
  const draft: Draft = {
    id: newId(),
    lab,
    title: noText(),
    aim: noText(),
    author: '',
    minutes: 15,
    settings,
    controls: {},
    steps: [],
  };
  for (const type of ['read', 'predict', 'run', 'explain'] as const) addStep(draft, type);
  return draft;
}

export function addStep({ steps, lab }: Draft, type: StepType): void {
  const taken = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (taken.has(`step-${number}`)) number += 1;
  const [measure = 'trainLoss'] = measuresOfLab(lab);
  steps.push({
    id: `step-${number}`,
    type,
    title: noText(),
    text: noText(),
    after: noText(),
    ask: measuresOfLab(lab).length > 0 ? 'curve' : 'choice',
    measure,
    options: [noText(), noText()],
    correct: null,
    settings: null,
  });
}

/** Moves a step by one place. @returns its new index */
export function moveStep({ steps }: Draft, index: number, by: 1 | -1): number {
  const to = index + by;
  const step = steps[index];
  if (!step || to < 0 || to >= steps.length) return index;
  steps.splice(index, 1);
  steps.splice(to, 0, step);
  return to;
}

/** A copy of a sheet to change: another id, so that the answers to the two do not mix. */
export function draftOf(sheet: Sheet): Draft {
  const { lab, title, aim, author = '', minutes = 15, settings, controls, steps } = sheet;
  return {
    id: newId(),
    lab,
    title: filled(title),
    aim: filled(aim),
    author,
    minutes,
    settings,
    controls,
    steps: steps.map((step): DraftStep => {
      const ask = step.type === 'predict' ? step.ask : undefined;
      return {
        id: step.id,
        type: step.type,
        title: filled(step.title),
        text: filled(step.text),
        after: filled('after' in step ? step.after : undefined),
        ask: ask?.kind ?? 'choice',
        measure: ask && ask.kind !== 'choice' ? ask.measure : 'trainLoss',
        options: ask?.kind === 'choice' ? ask.options.map(filled) : [noText(), noText()],
        correct: ask?.kind === 'choice' ? (ask.correct ?? null) : null,
        settings: step.settings ?? null,
      };
    }),
  };
}

export type Finished =
  | { readonly ok: true; readonly sheet: Sheet }
  /** What is missing or not allowed; `step` from 0, where it is in one. */
  | {
      readonly ok: false;
      readonly field: string;
      readonly allowed: string;
      readonly step?: number;
    };

/** The sheet that a draft makes, as its file will be read. */
export function finish(draft: Draft): Finished {
  const { id, lab, author, minutes, settings, controls } = draft;
  const parsed = v.safeParse(sheetSchema, {
    format: SHEET_FORMAT,
    schema: SHEET_SCHEMA,
    id,
    title: given(draft.title),
    lab,
    ...(author.trim() !== '' && { author: author.trim() }),
    minutes,
    ...(isGiven(draft.aim) && { aim: given(draft.aim) }),
    settings,
    controls,
    steps: draft.steps.map((step) => stepOf(step, lab)),
  });
  if (parsed.success) return { ok: true, sheet: parsed.output };
  const issue = parsed.issues[0];
  const [top, index, ...rest] = (issue.path ?? []).map(({ key }) => key);
  const allowed = issue.expected ?? issue.message;
  return top === 'steps' && typeof index === 'number'
    ? { ok: false, step: index, field: rest.map(String).join('.'), allowed }
    : { ok: false, field: v.getDotPath(issue) ?? '', allowed };
}

function stepOf(step: DraftStep, lab: SheetLab): unknown {
  const { id, type } = step;
  const entries = {
    id,
    type,
    text: given(step.text),
    ...(isGiven(step.title) && { title: given(step.title) }),
    ...(step.settings && { settings: step.settings }),
  };
  const after = isGiven(step.after) ? { after: given(step.after) } : {};
  if (type === 'predict') return { ...entries, ask: askOf(step), ...after };
  if (type === 'run') return { ...entries, what: measuresOfLab(lab).length > 0 ? 'train' : 'do' };
  return type === 'explain' ? { ...entries, ...after } : entries;
}

function askOf({ ask, measure, options, correct }: DraftStep): unknown {
  if (ask !== 'choice') return { kind: ask, measure };
  return { kind: ask, options: options.map(given), ...(correct !== null && { correct }) };
}

function filled(text: SheetText | undefined): DraftText {
  return { ...noText(), ...text };
}

function given(text: DraftText): SheetText {
  return Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== ''));
}

function isGiven(text: DraftText): boolean {
  return Object.keys(given(text)).length > 0;
}

const textSchema = v.object({ en: v.string(), 'zh-CN': v.string() });

/** A draft that was kept; what does not look like one is none. */
export function readDraft(kept: unknown): Draft | undefined {
  const shape = v.object({
    id: v.string(),
    lab: sheetSchema.pipe[0].entries.lab,
    title: textSchema,
    aim: textSchema,
    author: v.string(),
    minutes: v.number(),
    settings: v.record(v.string(), v.any()),
    controls: v.record(v.string(), v.picklist(['locked', 'hidden'])),
    steps: v.array(
      v.object({
        id: v.string(),
        type: v.picklist(['read', 'predict', 'run', 'explain']),
        title: textSchema,
        text: textSchema,
        after: textSchema,
        ask: v.picklist(['curve', 'number', 'choice']),
        measure: v.picklist(['trainLoss', 'trainAcc', 'testAcc']),
        options: v.array(textSchema),
        correct: v.nullable(v.number()),
        settings: v.nullable(v.record(v.string(), v.any())),
      }),
    ),
  });
  const parsed = v.safeParse(shape, kept);
  return parsed.success ? parsed.output : undefined;
}
