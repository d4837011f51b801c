/**
 * A lab sheet: one JSON file (`*.linearlab-sheet`) that leads a class through a lab. It sets the lab's settings, locks or
 * hides controls, and asks: predict, run, explain. Its texts are Markdown in one or more languages. Whoever sends a
 * sheet is not trusted: every size has a limit, and every text stays text.
 */
import * as v from 'valibot';
import { fieldSchema, linearFields, softmaxFields, type NumberField } from './fields';
import { linearImplementations, pixelScales, softmaxImplementations } from './run';
import { languages, type Language } from './settings';

/** The version of the format that this build writes. A file of a newer one is refused, and says so. */
export const SHEET_SCHEMA = 1;
export const SHEET_FORMAT = 'linearlab-sheet';
export const SHEET_EXTENSION = '.linearlab-sheet';

export const sheetLimits = {
  /** Characters of a whole file. */
  file: 200_000,
  title: 120,
  option: 400,
  text: 8000,
  steps: 40,
  options: 8,
} as const;

/** What each lab can lock or hide, by the folder of the lab. `notebook` hides the notebook beside the sheet. */
export const sheetControls = {
  idea: ['learningRate', 'batchSize', 'epochs', 'seed', 'numHouses', 'reset', 'notebook'],
  vectorization: ['repeats', 'budgetMs', 'reset', 'notebook'],
  'normal-distribution': ['mu', 'sigma', 'lower', 'upper', 'noise', 'shift', 'reset', 'notebook'],
  'linear-regression': [
    'implementation',
    'learningRate',
    'batchSize',
    'epochs',
    'seed',
    'numExamples',
    'noise',
    'trueW1',
    'trueW2',
    'trueB',
    'initStd',
    'halfLoss',
    'further',
    'step',
    'reset',
    'notebook',
  ],
  'fashion-mnist': ['index', 'seed', 'batchSize', 'repeats', 'resize', 'reset', 'notebook'],
  'cross-entropy': ['rows', 'columns', 'seed', 'examples', 'classes', 'reset', 'notebook'],
  'softmax-regression': [
    'implementation',
    'learningRate',
    'batchSize',
    'epochs',
    'seed',
    'initStd',
    'numTrain',
    'pixelScale',
    'shuffle',
    'further',
    'step',
    'reset',
    'notebook',
  ],
} as const;
export type SheetLab = keyof typeof sheetControls;
export const sheetLabs = Object.keys(sheetControls).filter(isSheetLab);

function isSheetLab(name: string): name is SheetLab {
  return Object.hasOwn(sheetControls, name);
}

export const controlStates = ['locked', 'hidden'] as const;
export type ControlState = (typeof controlStates)[number];

/** The labs whose training is a run with curves, and so can be sketched and guessed. */
export const curveLabs = {
  'softmax-regression': ['trainLoss', 'trainAcc', 'testAcc'],
  'linear-regression': ['trainLoss'],
} as const satisfies Partial<Record<SheetLab, readonly SheetMeasure[]>>;

export const sheetMeasures = ['trainLoss', 'trainAcc', 'testAcc'] as const;
export type SheetMeasure = (typeof sheetMeasures)[number];

/** What can be sketched and guessed in this lab. */
export function measuresOfLab(lab: SheetLab): readonly SheetMeasure[] {
  return lab === 'softmax-regression' || lab === 'linear-regression' ? curveLabs[lab] : [];
}

const words = (most: number) =>
  v.pipe(
    v.string(),
    v.check((text) => text.trim() !== '' && text.length <= most, `1 to ${most} characters`),
  );

/** A text in one language at least; a reader of another one gets what there is. */
const textSchema = (most: number) =>
  v.pipe(
    v.strictObject({ en: v.exactOptional(words(most)), 'zh-CN': v.exactOptional(words(most)) }),
    v.check((text) => languages.some((language) => text[language] !== undefined), 'en or zh-CN'),
  );
export type SheetText = Readonly<Partial<Record<Language, string>>>;

/** The text in `language`, else in the first language that it has. */
export function textIn(text: SheetText | undefined, language: Language): string {
  return text?.[language] ?? languages.map((other) => text?.[other]).find((one) => one) ?? '';
}

const scalar = v.union([
  v.boolean(),
  v.number(),
  v.pipe(v.string(), v.maxLength(40)),
  v.null(),
  v.pipe(v.array(v.number()), v.maxLength(60)),
]);
/** A setting as a file holds it. */
export const settingValue = v.union([
  scalar,
  v.pipe(v.array(v.pipe(v.array(v.number()), v.maxLength(12))), v.maxLength(12)),
  v.pipe(v.record(v.pipe(v.string(), v.maxLength(40)), v.number()), v.maxEntries(12)),
]);
/** Settings by the names that the lab keeps them under; each lab reads its own with its own schema. */
const settingsSchema = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/)), settingValue),
  v.maxEntries(40),
);
export type SheetSettings = v.InferOutput<typeof settingsSchema>;

const stepId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

const stepEntries = {
  id: stepId,
  title: v.optional(textSchema(sheetLimits.title)),
  text: textSchema(sheetLimits.text),
  /** In force from this step on, instead of those of an earlier step; added to those of the sheet. */
  settings: v.optional(settingsSchema),
};

const askSchema = v.variant('kind', [
  /** Draw the curve by epoch before it is trained. */
  v.strictObject({ kind: v.literal('curve'), measure: v.picklist(sheetMeasures) }),
  /** Guess the figure of the last epoch. */
  v.strictObject({ kind: v.literal('number'), measure: v.picklist(sheetMeasures) }),
  v.strictObject({
    kind: v.literal('choice'),
    options: v.pipe(
      v.array(textSchema(sheetLimits.option)),
      v.minLength(2),
      v.maxLength(sheetLimits.options),
    ),
    /** The index of the right one, where there is one. */
    correct: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
]);
export type SheetAsk = v.InferOutput<typeof askSchema>;

const after = v.optional(textSchema(sheetLimits.text));

const stepSchema = v.variant('type', [
  v.strictObject({ ...stepEntries, type: v.literal('read') }),
  /** `after` is shown once the next run of the sheet has ended. */
  v.strictObject({ ...stepEntries, type: v.literal('predict'), ask: askSchema, after }),
  /** `train`: done when a run has ended. `do`: done when the student says so. */
  v.strictObject({ ...stepEntries, type: v.literal('run'), what: v.picklist(['train', 'do']) }),
  /** `after` is an answer to compare one's own with, shown once that is written. */
  v.strictObject({ ...stepEntries, type: v.literal('explain'), after }),
]);
export type SheetStep = v.InferOutput<typeof stepSchema>;
export type StepType = SheetStep['type'];

const optional = (fields: Readonly<Record<string, NumberField>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, v.optional(fieldSchema(field))]),
  );
/** The labs that start runs: what a run would refuse is refused here already. */
const runSettings: Partial<Record<SheetLab, v.GenericSchema>> = {
  'softmax-regression': v.strictObject({
    ...optional(softmaxFields),
    implementation: v.optional(v.picklist(softmaxImplementations)),
    pixelScale: v.optional(v.picklist(pixelScales)),
    shuffle: v.optional(v.boolean()),
  }),
  'linear-regression': v.strictObject({
    ...optional(linearFields),
    implementation: v.optional(v.picklist(linearImplementations)),
    halfLoss: v.optional(v.boolean()),
    feature: v.optional(v.picklist(['x1', 'x2'])),
    dataOpen: v.optional(v.boolean()),
  }),
};

const sheetEntries = v.strictObject({
  format: v.literal(SHEET_FORMAT),
  schema: v.literal(SHEET_SCHEMA),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{2,39}$/)),
  title: textSchema(sheetLimits.title),
  lab: v.picklist(sheetLabs),
  /** Who made it, as they call themselves. */
  author: v.optional(words(sheetLimits.title)),
  /** How long it takes. */
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(300))),
  /** What it is for, in a sentence or two: shown before it is begun. */
  aim: v.optional(textSchema(sheetLimits.option)),
  settings: v.optional(settingsSchema, {}),
  controls: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(40)), v.picklist(controlStates)),
    {},
  ),
  steps: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(sheetLimits.steps)),
});
type Entries = v.InferOutput<typeof sheetEntries>;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly received: string;
  readonly allowed: string;
}

/** What the entries alone do not say: ids once, settings and controls that the lab has, questions that it can answer. */
function problemsOf(sheet: Entries): readonly Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  const controls: readonly string[] = sheetControls[sheet.lab];
  const measures = measuresOfLab(sheet.lab);
  for (const name of Object.keys(sheet.controls)) {
    if (controls.includes(name)) continue;
    problems.push({ path: ['controls', name], received: name, allowed: controls.join(', ') });
  }
  const checkSettings = (path: Problem['path'], settings: SheetSettings | undefined) => {
    const schema = runSettings[sheet.lab];
    const parsed = schema && v.safeParse(schema, settings ?? {});
    for (const issue of parsed?.issues ?? []) {
      const field = issue.path?.[0]?.key;
      problems.push({
        path: [...path, String(field)],
        received: issue.received,
        allowed:
          issue.expected === 'never' ? 'a setting of the lab' : (issue.expected ?? issue.message),
      });
    }
  };
  checkSettings(['settings'], sheet.settings);
  sheet.steps.forEach((step, index) => {
    const at = ['steps', index];
    if (ids.has(step.id)) {
      problems.push({
        path: [...at, 'id'],
        received: step.id,
        allowed: 'an id that no other step has',
      });
    }
    ids.add(step.id);
    checkSettings([...at, 'settings'], step.settings);
    if (step.type === 'predict') {
      const { ask } = step;
      if (ask.kind === 'choice') {
        if (ask.correct !== undefined && ask.correct >= ask.options.length) {
          const allowed = `0 to ${ask.options.length - 1}`;
          problems.push({
            path: [...at, 'ask', 'correct'],
            received: String(ask.correct),
            allowed,
          });
        }
      } else if (!measures.includes(ask.measure)) {
        const allowed = measures.join(', ') || 'choice: this lab has no curves';
        problems.push({ path: [...at, 'ask', 'measure'], received: ask.measure, allowed });
      }
    }
    if (step.type === 'run' && step.what === 'train' && measures.length === 0) {
      problems.push({
        path: [...at, 'what'],
        received: 'train',
        allowed: 'do: this lab has no runs',
      });
    }
  });
  return problems;
}

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

function pathItems(path: Problem['path']): PathItems {
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
