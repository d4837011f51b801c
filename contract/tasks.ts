/**
 * Tasks: what a lab asks the trainer to compute beside training runs. A lab that needs one adds its name, the
 * schema of its input and the type of its output here, and its function to `main/trainer/tasks/`.
 *
 * A task that reads pictures can answer `dataMissing`; its other errors stand beside its schema.
 */
import * as v from 'valibot';
import type { ModelTaskInputs, ModelTaskOutputs } from './analysis';
import {
  axisSumsSchema,
  overflowSchema,
  pickSchema,
  softmaxRowsSchema,
  type AxisSums,
  type OverflowTraces,
  type Picked,
  type SoftmaxRows,
} from './cross-entropy';
import {
  browsePicturesSchema,
  readMinibatchesSchema,
  resizedMinibatchSchema,
  splitStatisticsSchema,
  type MinibatchReading,
  type PicturesPage,
  type ResizedMinibatch,
  type SplitStatistics,
} from './fashion-mnist';
import { linearDataSchema, type LinearData } from './linear';
import { microscopeSchema, type MicroscopeAnswer } from './microscope';
import { duelEpochSchema, type DuelEpoch } from './duel';
import { stableRateSchema, type StableRate } from './stable-rate';
import {
  fitTableSchema,
  housesSchema,
  readTableSchema,
  type Houses,
  type TableFit,
  type TableReading,
} from './table';
import { implementationTimesSchema, type ImplementationTime } from './timing';
import { crossoverSchema, vectorizationSchema, type AdditionTiming } from './vectorization';

const pictureIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(59_999));

/** The schema of each task's input, by the task's name. */
export const taskSchemas = {
  /** Pictures of a split by their places, as bytes. Errors: `invalidInput` for a place that the split does not have. */
  pictures: v.strictObject({
    split: v.picklist(['train', 'test']),
    indices: v.pipe(v.array(pictureIndex), v.minLength(1), v.maxLength(200)),
  }),
  /** A made-up table of houses, for The idea. */
  houses: housesSchema,
  /** A CSV file as columns of numbers. */
  readTable: readTableSchema,
  /** Fits a table by the analytic solution and by SGD. Progress: epochs. */
  fitTable: fitTableSchema,
  /** Times the ways to add two vectors at one n. Progress: timings. */
  vectorization: vectorizationSchema,
  /** The n from which on the native op beats the loop. */
  crossover: crossoverSchema,
  /** What a linear regression run of these settings trains on. */
  linearData: linearDataSchema,
  axisSums: axisSumsSchema,
  softmaxRows: softmaxRowsSchema,
  pick: pickSchema,
  overflow: overflowSchema,
  /** What all pictures of a split have in common, class by class. Progress: pictures. */
  splitStatistics: splitStatisticsSchema,
  /** A page of a split's pictures, in the book's grid. */
  browsePictures: browsePicturesSchema,
  /** Times the reading of all minibatches. Progress: examples. */
  readMinibatches: readMinibatchesSchema,
  /** A minibatch of resized pictures. */
  resizedMinibatch: resizedMinibatchSchema,
  /** The last step of a run, opened up. */
  microscope: microscopeSchema,
  /**
   * The learning rate above which a run would run away. Progress: products.
   * Errors: `invalidInput` for the analytic solution, which takes no steps.
   */
  stableRate: stableRateSchema,
  /** Times a minibatch of each implementation, one after the other. Progress: rounds. Errors: `runUnderWay`. */
  implementationTimes: implementationTimesSchema,
  /** An epoch of one side of a duel. Progress: minibatches. Errors: `runUnderWay`, `implementationUnavailable`. */
  duelEpoch: duelEpochSchema,
} as const;
export type TaskName = keyof typeof taskSchemas;

/** What each task answers. */
export interface TaskOutputs {
  pictures: { readonly labels: Uint8Array; readonly pixels: Uint8Array };
  houses: Houses;
  readTable: TableReading;
  fitTable: TableFit;
  vectorization: { readonly timings: readonly AdditionTiming[] };
  /** null where one of the two is faster at every n. */
  crossover: { readonly n: number | null };
  linearData: LinearData;
  axisSums: AxisSums;
  softmaxRows: SoftmaxRows;
  pick: Picked;
  overflow: OverflowTraces;
  splitStatistics: SplitStatistics;
  browsePictures: PicturesPage;
  readMinibatches: MinibatchReading;
  resizedMinibatch: ResizedMinibatch;
  microscope: MicroscopeAnswer;
  stableRate: StableRate;
  implementationTimes: { readonly implementations: readonly ImplementationTime[] };
  duelEpoch: DuelEpoch;
}
/** Whatever the trainer answers, to the window's own tasks and to those that main adds a run's weights to. */
export type TaskOutput = AnyTaskOutputs[AnyTaskName];

export type AnyTaskName = TaskName | keyof ModelTaskInputs;
type SchemaInputs = { readonly [N in TaskName]: v.InferOutput<(typeof taskSchemas)[N]> };
interface AnyTaskInputs extends SchemaInputs, ModelTaskInputs {}
export type TaskInput<N extends AnyTaskName> = AnyTaskInputs[N];
/** What each task answers, with those that main adds a run's weights to. */
export interface AnyTaskOutputs extends TaskOutputs, ModelTaskOutputs {}

const taskId = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

/** A task as the window asks for it; `taskId` is its own, to cancel it and to know its progress by. */
export const taskRequestSchema = v.variant('task', [
  v.strictObject({ taskId, task: v.literal('pictures'), input: taskSchemas.pictures }),
  v.strictObject({ taskId, task: v.literal('houses'), input: taskSchemas.houses }),
  v.strictObject({ taskId, task: v.literal('readTable'), input: taskSchemas.readTable }),
  v.strictObject({ taskId, task: v.literal('fitTable'), input: taskSchemas.fitTable }),
  v.strictObject({ taskId, task: v.literal('vectorization'), input: taskSchemas.vectorization }),
  v.strictObject({ taskId, task: v.literal('crossover'), input: taskSchemas.crossover }),
  v.strictObject({ taskId, task: v.literal('linearData'), input: taskSchemas.linearData }),
  v.strictObject({ taskId, task: v.literal('axisSums'), input: taskSchemas.axisSums }),
  v.strictObject({ taskId, task: v.literal('softmaxRows'), input: taskSchemas.softmaxRows }),
  v.strictObject({ taskId, task: v.literal('pick'), input: taskSchemas.pick }),
  v.strictObject({ taskId, task: v.literal('overflow'), input: taskSchemas.overflow }),
  v.strictObject({
    taskId,
    task: v.literal('splitStatistics'),
    input: taskSchemas.splitStatistics,
  }),
  v.strictObject({ taskId, task: v.literal('browsePictures'), input: taskSchemas.browsePictures }),
  v.strictObject({
    taskId,
    task: v.literal('readMinibatches'),
    input: taskSchemas.readMinibatches,
  }),
  v.strictObject({
    taskId,
    task: v.literal('resizedMinibatch'),
    input: taskSchemas.resizedMinibatch,
  }),
  v.strictObject({ taskId, task: v.literal('microscope'), input: taskSchemas.microscope }),
  v.strictObject({ taskId, task: v.literal('stableRate'), input: taskSchemas.stableRate }),
  v.strictObject({
    taskId,
    task: v.literal('implementationTimes'),
    input: taskSchemas.implementationTimes,
  }),
  v.strictObject({ taskId, task: v.literal('duelEpoch'), input: taskSchemas.duelEpoch }),
]);
export type TaskRequest = v.InferOutput<typeof taskRequestSchema>;

/** A task as main puts it to the trainer. */
export type AnyTaskRequest =
  | TaskRequest
  | {
      [N in keyof ModelTaskInputs]: {
        readonly taskId: string;
        readonly task: N;
        readonly input: ModelTaskInputs[N];
      };
    }[keyof ModelTaskInputs];
