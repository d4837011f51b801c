/** The lab Fashion-MNIST (section 3.5): to look at the pictures, and to read them in minibatches. */
import * as v from 'valibot';
import { NUM_CLASSES } from './dataset';
import { fieldSchema, softmaxFields, type NumberField } from './fields';

/** The two parts of a data set; Fashion-MNIST has 60,000 pictures to train on and 10,000 to test with. */
export const splits = ['train', 'test'] as const;
export type Split = (typeof splits)[number];

/** The book's grid, `show_images(…, 2, 9)`. */
export const GRID_ROWS = 2;
export const GRID_COLUMNS = 9;
/** Resized pictures that are sent to be looked at; the minibatch itself has more. */
export const MAX_RESIZED = 5;

/** The numbers that a person can set in this lab. */
export const fashionFields = {
  /** A picture's place in its split. */
  index: { name: 'index', min: 0, max: 59_999, integer: true, default: 0 },
  batchSize: softmaxFields.batchSize,
  /** How often all minibatches are read. */
  repeats: { name: 'repeats', min: 1, max: 20, integer: true, default: 3 },
  seed: softmaxFields.seed,
  /** The book's `resize`: pixels of a side. The largest is what networks for ImageNet take. */
  resize: { name: 'resize', min: 8, max: 224, integer: true, default: 64 },
  resizedBatchSize: { name: 'batchSize', min: 1, max: 256, integer: true, default: 32 },
} satisfies Record<string, NumberField>;

const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(NUM_CLASSES - 1));

/** The split to describe. */
export const splitStatisticsSchema = v.strictObject({ split: v.picklist(splits) });

/** What all pictures of a split have in common, class by class. */
export interface SplitStatistics {
  /** Pictures of each class [10]. */
  readonly counts: Int32Array;
  /** The smallest and the largest pixel. */
  readonly min: number;
  readonly max: number;
  /** The mean picture of each class [10, 784]; its pixels go from 0 to 255. */
  readonly means: Float32Array;
  /** How many pixels of each class have each value [10, 256]. */
  readonly histograms: Int32Array;
}

/** A page of a split, of one class or of all. */
export const browsePicturesSchema = v.strictObject({
  split: v.picklist(splits),
  /** The class to show; null for all of them. */
  label: v.nullable(label),
  /** Show the first picture that is at this place or later, and those after it. */
  from: fieldSchema(fashionFields.index),
});

/** A page of pictures: the book's grid. */
export interface PicturesPage {
  /** The grid, row by row, with the titles that the book writes above the pictures. */
  readonly rows: readonly (readonly {
    readonly image: { readonly index: number; readonly label: number };
    readonly title: string;
  }[])[];
  /** 28 x 28 bytes for each picture, in the order of the rows. */
  readonly pixels: Uint8Array;
  /** Pictures of this class in the split, and how many of them come before the page. */
  readonly total: number;
  readonly before: number;
  /** Where the page before and the one after begin; null where there is none. */
  readonly previous: number | null;
  readonly next: number | null;
}

/** How the training pictures are read. */
export const readMinibatchesSchema = v.strictObject({
  batchSize: fieldSchema(fashionFields.batchSize),
  repeats: fieldSchema(fashionFields.repeats),
  seed: fieldSchema(fashionFields.seed),
});

/** How long it took to read the training pictures in minibatches, and do nothing with them. */
export interface MinibatchReading {
  /** Examples and minibatches of one reading. */
  readonly examples: number;
  readonly minibatches: number;
  /** The chapter's Timer: each reading in milliseconds, their mean and their sum. */
  readonly times: readonly number[];
  readonly avg: number;
  readonly sum: number;
}

/** The book's `load_data_fashion_mnist(batch_size, resize)`, with the seed that shuffles. */
export const resizedMinibatchSchema = v.strictObject({
  resize: fieldSchema(fashionFields.resize),
  batchSize: fieldSchema(fashionFields.resizedBatchSize),
  seed: fieldSchema(fashionFields.seed),
});

/** The first minibatch of `load_data_fashion_mnist(batch_size, resize)`. */
export interface ResizedMinibatch {
  /** As the book prints them: `X.shape, X.dtype, y.shape, y.dtype`. */
  readonly X: { readonly shape: readonly number[]; readonly dtype: string };
  readonly y: { readonly shape: readonly number[]; readonly dtype: string };
  /** The first pictures: their classes, 28 x 28 bytes each, and resize x resize bytes each. */
  readonly shown: {
    readonly labels: Uint8Array;
    readonly original: Uint8Array;
    readonly resized: Uint8Array;
  };
}
