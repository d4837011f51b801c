/**
 * A run: what was asked for, what came of it, and how it is kept (`runs/<id>/run.json`).
 * Rates are fractions, times are milliseconds, dates are ISO 8601 in UTC.
 */
import * as v from 'valibot';
import { fieldSchema, linearFields, softmaxFields } from './fields';
import { labelEntries } from './run-labels';

/** The version of `run.json` that this build writes. A file of a newer version is left alone. */
export const RUN_SCHEMA = 1;

/** The labs whose training is kept as a run. */
export const labs = ['softmax', 'linear'] as const;
export type Lab = (typeof labs)[number];

/** The book's two ways, and one graph that the engine runs as a whole. */
export const softmaxImplementations = ['scratch', 'concise', 'graph'] as const;
/** The book's two ways, and the analytic solution (equation 3.1.8). */
export const linearImplementations = ['scratch', 'concise', 'analytic'] as const;
export type SoftmaxImplementation = (typeof softmaxImplementations)[number];
export type LinearImplementation = (typeof linearImplementations)[number];

/** How a run stands. `running` and `paused` are under way; the others are ends. */
export const runStates = ['running', 'paused', 'stopped', 'done', 'diverged', 'failed'] as const;
export type RunState = (typeof runStates)[number];

/** Pixels as the book feeds them (0 to 1), or as the file holds them (0 to 255), to see what that breaks. */
export const pixelScales = ['unit', 'byte'] as const;

/** The settings of a softmax regression; `softmaxFields` says what is allowed. */
export const softmaxConfigSchema = v.strictObject({
  learningRate: fieldSchema(softmaxFields.learningRate),
  batchSize: fieldSchema(softmaxFields.batchSize),
  epochs: fieldSchema(softmaxFields.epochs),
  seed: fieldSchema(softmaxFields.seed),
  initStd: v.optional(fieldSchema(softmaxFields.initStd), softmaxFields.initStd.default),
  numTrain: v.optional(fieldSchema(softmaxFields.numTrain), softmaxFields.numTrain.default),
  shuffle: v.optional(v.boolean(), true),
  pixelScale: v.optional(v.picklist(pixelScales), 'unit'),
});
export type SoftmaxConfig = v.InferOutput<typeof softmaxConfigSchema>;

/** The settings of a linear regression and of the data it makes; `linearFields` says what is allowed. */
export const linearConfigSchema = v.strictObject({
  learningRate: fieldSchema(linearFields.learningRate),
  batchSize: fieldSchema(linearFields.batchSize),
  epochs: fieldSchema(linearFields.epochs),
  seed: fieldSchema(linearFields.seed),
  initStd: v.optional(fieldSchema(linearFields.initStd), linearFields.initStd.default),
  numExamples: v.optional(fieldSchema(linearFields.numExamples), linearFields.numExamples.default),
  noise: v.optional(fieldSchema(linearFields.noise), linearFields.noise.default),
  trueW1: v.optional(fieldSchema(linearFields.trueW1), linearFields.trueW1.default),
  trueW2: v.optional(fieldSchema(linearFields.trueW2), linearFields.trueW2.default),
  trueB: v.optional(fieldSchema(linearFields.trueB), linearFields.trueB.default),
  /** Concise only: give the mean squared error the factor one half that `squaredLoss` has. */
  halfLoss: v.optional(v.boolean(), false),
});
export type LinearConfig = v.InferOutput<typeof linearConfigSchema>;

/** What starts a run. */
export const runRequestSchema = v.variant('lab', [
  v.strictObject({
    lab: v.literal('softmax'),
    implementation: v.picklist(softmaxImplementations),
    config: softmaxConfigSchema,
  }),
  v.strictObject({
    lab: v.literal('linear'),
    implementation: v.picklist(linearImplementations),
    config: linearConfigSchema,
  }),
]);
export type RunRequest = v.InferOutput<typeof runRequestSchema>;

/** Finite, or null for what JSON has no number for: a diverged run's last loss. */
const figure = v.nullable(v.number());

/** What one epoch came to. Losses are means over its examples. */
export const epochSchema = v.object({
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  trainLoss: figure,
  trainAcc: v.optional(v.number()),
  testAcc: v.optional(v.number()),
  /** Training alone, without the evaluation on the test set. */
  ms: v.number(),
  /** The rate in force at the end of the epoch; it can be changed in mid-run. */
  learningRate: v.number(),
});
export type Epoch = v.InferOutput<typeof epochSchema>;

/** What computed the run. */
export const engineSchema = v.object({
  kind: v.picklist(['tensorflow', 'wasm', 'cpu']),
  version: v.string(),
  threads: v.number(),
});

/** How many minibatches before a divergence tell how it came. */
export const MAX_LAST_LOSSES = 20;

/** Where a run left the finite numbers: the epoch and minibatch (from 1), and what was found there. */
export const divergenceSchema = v.object({
  epoch: v.number(),
  batch: v.number(),
  value: v.picklist(['NaN', 'Infinity', '-Infinity', 'exploded']),
  lastFiniteLoss: figure,
  /** Mean losses of the last minibatches before it, oldest first: `MAX_LAST_LOSSES` at most. */
  lastLosses: v.optional(v.array(v.number())),
});
export type Divergence = v.InferOutput<typeof divergenceSchema>;

/** The figures of a softmax regression's last finished epoch. */
export const softmaxFinalSchema = v.object({
  trainLoss: figure,
  trainAcc: v.number(),
  testAcc: v.number(),
});
/** What a linear regression learned, and the true parameters minus it (section 3.2.7). */
export const linearFinalSchema = v.object({
  trainLoss: figure,
  w: v.array(v.number()),
  b: v.number(),
  wError: v.array(v.number()),
  bError: v.number(),
});

/** When it was started, in UTC, and letters that keep two apart: `20260314T092653-3k7q0x`. */
export const runIdSchema = v.pipe(v.string(), v.regex(/^[0-9]{8}T[0-9]{6}-[0-9a-z]{6}$/));

/** The run that another one goes on from, after `batch` minibatches of `epoch`. */
export const continuesSchema = v.object({
  id: runIdSchema,
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  batch: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** The checkpoint whose weights a run began with, and where that was taken. */
export const startsFromSchema = v.object({
  checkpoint: v.string(),
  run: v.object({ id: runIdSchema, number: v.number() }),
  epoch: v.number(),
});

const importedSchema = v.object({
  at: v.string(),
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

const recordEntries = {
  schema: v.literal(RUN_SCHEMA),
  id: runIdSchema,
  /** Counts up for people ("Run 15"); the id is what identifies. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  engine: engineSchema,
  dataset: v.object({ name: v.string(), sha256: v.string() }),
  app: v.string(),
  startedAt: v.string(),
  state: v.picklist(runStates),
  epochs: v.array(epochSchema),
  divergence: v.optional(divergenceSchema),
  /** The sweep that the run is a cell of; absent where it was started by itself. */
  sweep: v.optional(runIdSchema),
  /** Absent where the run began at the beginning. */
  continues: v.optional(continuesSchema),
  /** Absent where the initial weights come from the seed. */
  startsFrom: v.optional(startsFromSchema),
  /** Where the run came here as a file: when, and the number that it has where it was trained. */
  imported: v.optional(importedSchema),
  /** Why a run failed, for people. */
  failure: v.optional(v.string()),
  ...labelEntries,
};

/** `run.json`, and what `--json` writes. */
export const runRecordSchema = v.variant('lab', [
  v.object({
    ...recordEntries,
    lab: v.literal('softmax'),
    implementation: v.picklist(softmaxImplementations),
    config: softmaxConfigSchema,
    final: v.optional(softmaxFinalSchema),
  }),
  v.object({
    ...recordEntries,
    lab: v.literal('linear'),
    implementation: v.picklist(linearImplementations),
    config: linearConfigSchema,
    final: v.optional(linearFinalSchema),
  }),
]);
export type RunRecord = v.InferOutput<typeof runRecordSchema>;
export type SoftmaxFinal = v.InferOutput<typeof softmaxFinalSchema>;
export type LinearFinal = v.InferOutput<typeof linearFinalSchema>;

/** A run whose end has not come. */
export function isUnderWay(state: RunState): boolean {
  return state === 'running' || state === 'paused';
}

/** Softmax regression's weights as they are kept and sent: W [10, 784] row by row, then b [10]. */
export const SOFTMAX_WEIGHTS = 10 * 784 + 10;

/** A run without its epochs: a row of the list. */
export type RunSummary = Omit<RunRecord, 'epochs' | 'config'> & {
  readonly config: RunRecord['config'];
  readonly epochsDone: number;
  /** Median milliseconds of an epoch, or null before the first. */
  readonly epochMs: number | null;
};
