/**
 * A sweep: a run of softmax regression for each pair of a learning rate and a batch size, and how it is kept
 * (`sweeps/<id>/sweep.json`). Rates are fractions, times are milliseconds, dates are ISO 8601 in UTC.
 */
import * as v from 'valibot';
import { fieldProblem, fieldSchema, softmaxFields, type NumberField } from './fields';
import { runIdSchema, softmaxImplementations } from './run';

/** The version of `sweep.json` that this build writes. A file of a newer version is left alone. */
export const SWEEP_SCHEMA = 1;

/** More make no clearer map, and no lesson is long enough for them. */
export const MAX_CELLS = 200;

const { learningRate, batchSize, seed, numTrain } = softmaxFields;
const steps = { min: 1, integer: true } as const;

/** The numbers that a person sets for a sweep. */
export const sweepFields = {
  rateFrom: { ...learningRate, name: 'rateFrom', default: 0.01 },
  rateTo: { ...learningRate, name: 'rateTo', default: 10 },
  rateSteps: { ...steps, name: 'rateSteps', max: 20, default: 7 },
  sizeFrom: { ...batchSize, name: 'sizeFrom', default: 16 },
  sizeTo: { ...batchSize, name: 'sizeTo', default: 1024 },
  sizeSteps: { ...steps, name: 'sizeSteps', max: 12, default: 4 },
  samples: { ...steps, name: 'samples', max: MAX_CELLS, default: 12 },
  epochs: { ...steps, name: 'epochs', max: 100, default: 5 },
  seed,
  numTrain,
} satisfies Record<string, NumberField>;

/** All pairs of the ranges, or some drawn at random. */
export const searches = ['grid', 'random'] as const;
export type Search = (typeof searches)[number];

/** A range in equal steps of the logarithm. */
export interface LogRange {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** What is tried. */
export interface SweepSpace {
  readonly search: Search;
  readonly learningRate: LogRange;
  readonly batchSize: LogRange;
  /** How many pairs a random search draws. */
  readonly samples: number;
}

function rangeSchema(ends: NumberField, count: NumberField) {
  const end = fieldSchema(ends);
  return v.pipe(
    v.strictObject({ from: end, to: end, steps: fieldSchema(count) }),
    v.check(({ from, to }) => from <= to, 'a range whose end is not below its start'),
  );
}

/** What starts a sweep. */
export const sweepRequestSchema = v.pipe(
  v.strictObject({
    /** All pairs, or `samples` of them drawn by the seed. */
    search: v.picklist(searches),
    learningRate: rangeSchema(sweepFields.rateFrom, sweepFields.rateSteps),
    batchSize: rangeSchema(sweepFields.sizeFrom, sweepFields.sizeSteps),
    samples: fieldSchema(sweepFields.samples),
    implementation: v.picklist(softmaxImplementations),
    epochs: fieldSchema(sweepFields.epochs),
    seed: fieldSchema(seed),
    numTrain: fieldSchema(numTrain),
  }),
  v.forward(
    v.check((request) => cellCount(request) <= MAX_CELLS, `at most ${MAX_CELLS} cells`),
    ['search'],
  ),
);
export type SweepRequest = v.InferOutput<typeof sweepRequestSchema>;

/** `steps` values from the first to the last, each the same multiple of the one before, rounded by `round`; no value twice. */
function logSteps({ from, to, steps }: LogRange, round: (value: number) => number): number[] {
  const ratio = steps > 1 ? (to / from) ** (1 / (steps - 1)) : 1;
  return [...new Set(Array.from({ length: steps }, (_, i) => round(from * ratio ** i)))];
}

/** Ascending, with three significant digits. */
export function learningRatesOf({ learningRate }: Pick<SweepSpace, 'learningRate'>): number[] {
  return logSteps(learningRate, (rate) => Number(rate.toPrecision(3)));
}

/** Ascending integers. */
export function batchSizesOf({ batchSize }: Pick<SweepSpace, 'batchSize'>): number[] {
  return logSteps(batchSize, Math.round);
}

/** How many runs a sweep makes. */
export function cellCount(request: SweepSpace): number {
  const all = learningRatesOf(request).length * batchSizesOf(request).length;
  return request.search === 'grid' ? all : Math.min(all, request.samples);
}

/** Made as a run's id is. */
export const sweepIdSchema = runIdSchema;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const duration = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What a cell came to. */
export const cellFiguresSchema = v.object({
  /** Finished epochs. */
  epochs: count,
  /** Null for what JSON has no number for. */
  trainLoss: v.nullable(v.pipe(v.number(), v.finite())),
  /** Of the last finished epoch; null where there is none. */
  trainAcc: v.nullable(fraction),
  testAcc: v.nullable(fraction),
  /** Training alone, all epochs together. */
  ms: duration,
});
export type CellFigures = v.InferOutput<typeof cellFiguresSchema>;

/** `stopped`: given up early by the search's scheduler. */
export const cellEnds = ['done', 'diverged', 'failed', 'stopped'] as const;
/** How a cell stands. */
export const cellStates = ['waiting', 'running', ...cellEnds] as const;

/** A pair of settings. */
export const cellPlaceSchema = v.object({
  learningRate: v.custom<number>((rate) => fieldProblem(learningRate, rate) === undefined),
  batchSize: v.custom<number>((size) => fieldProblem(batchSize, size) === undefined),
});
export type CellPlace = v.InferOutput<typeof cellPlaceSchema>;

const cellSchema = v.object({
  ...cellPlaceSchema.entries,
  state: v.picklist(cellStates),
  /** The run of this cell; none where it was computed elsewhere, or has yet to be. */
  runId: v.optional(runIdSchema),
  figures: v.optional(cellFiguresSchema),
  /** From the start of this cell to its end, with all that is not training. */
  elapsedMs: v.optional(duration),
});
export type SweepCell = v.InferOutput<typeof cellSchema>;

/** How a sweep stands. `done` and `cancelled` are ends. */
export const sweepStates = ['running', 'paused', 'done', 'cancelled'] as const;
export type SweepState = (typeof sweepStates)[number];

/** `sweep.json`. */
export const sweepRecordSchema = v.object({
  schema: v.literal(SWEEP_SCHEMA),
  id: sweepIdSchema,
  /** `here`: on this computer. `ray`: read from a Ray Tune sweep's results. */
  source: v.picklist(['here', 'ray']),
  request: sweepRequestSchema,
  /** What computed it, with its version: `TensorFlow 2.15.1`. */
  engine: v.object({
    name: v.pipe(v.string(), v.maxLength(40)),
    version: v.pipe(v.string(), v.maxLength(40)),
  }),
  /** SHA-256 of the data set (`DatasetStatus.sha256`). */
  dataset: v.string(),
  app: v.string(),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  state: v.picklist(sweepStates),
  /** In the order in which they are computed. */
  cells: v.pipe(v.array(cellSchema), v.minLength(1), v.maxLength(MAX_CELLS)),
});
export type SweepRecord = v.InferOutput<typeof sweepRecordSchema>;

/** A sweep without its cells: an entry of the list. */
export type SweepSummary = Omit<SweepRecord, 'cells'> & {
  readonly cells: number;
  readonly cellsDone: number;
};

/** All sweeps that are kept, without their cells. */
export interface SweepList {
  /** Newest first. */
  readonly sweeps: readonly SweepSummary[];
  /** Folders whose file could not be read, with the reason; they are left as they are. */
  readonly unreadable: readonly { readonly id: string; readonly reason: 'damaged' | 'newer' }[];
}

/** Whether a cell is done with, whatever came of it. */
export function isEnded({ state }: Pick<SweepCell, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** What a person can do to a sweep that has not ended. */
export const sweepActions = ['pause', 'resume', 'cancel'] as const;
export type SweepAction = (typeof sweepActions)[number];

/** A line of a results file that was not taken, and what is wrong with it. */
export interface SkippedLine {
  /** From 1. */
  readonly line: number;
  /** `notJson`, the place of the value that is not as it should be, or `notACell`: of no cell of this sweep. */
  readonly problem: 'notJson' | 'wrongValue' | 'notACell' | 'tooLong';
  /** Where the wrong value is: `trainLoss`. */
  readonly field?: string;
}

/** A results file that was read. */
export interface SweepImport {
  readonly record: SweepRecord;
  /** The first of those that were skipped. */
  readonly skipped: readonly SkippedLine[];
  readonly skippedCount: number;
}

const id = v.strictObject({ id: sweepIdSchema });

/** The calls of this feature, for `callSchemas`. */
export const sweepCallSchemas = {
  listSweeps: v.undefined(),
  /** Errors: `noSuchSweep`, `unreadableFile`. */
  openSweep: id,
  /** Errors: `runUnderWay`, `sweepUnderWay`, `dataMissing`, `implementationUnavailable`. */
  startSweep: v.strictObject({ request: sweepRequestSchema }),
  /** Errors: `noSuchSweep` also where it is in no state for this, `unreadableFile`, and as `startSweep`. */
  controlSweep: v.strictObject({ id: sweepIdSchema, action: v.picklist(sweepActions) }),
  /** With the runs of its cells. Errors: `noSuchSweep`, `sweepUnderWay`. */
  deleteSweep: id,
  /** Errors: `noSuchSweep`, `unreadableFile`. */
  restoreSweep: id,
  /** Writes a folder with the same sweep for Ray Tune, into a folder that the person picks. Errors: `alreadyThere`. */
  exportRaySweep: v.strictObject({ request: sweepRequestSchema }),
  /** Reads a `results.jsonl` that the person picks. Errors: `unreadableFile`, `invalidInput` where it is no sweep's. */
  importRaySweep: v.undefined(),
} as const;

/** What main answers. */
export interface SweepCallOutput {
  listSweeps: SweepList;
  openSweep: SweepRecord;
  startSweep: SweepRecord;
  controlSweep: SweepRecord;
  deleteSweep: null;
  restoreSweep: null;
  /** null where the person closed the dialog. */
  exportRaySweep: { readonly folder: string; readonly files: readonly string[] } | null;
  importRaySweep: SweepImport | null;
}
