/** Fashion-MNIST as the app knows it, and requests for its pictures. */
import * as v from 'valibot';

/** The ten classes by label (section 3.5, `get_fashion_mnist_labels`); the messages translate them. */
export const fashionMnistClasses = [
  't-shirt',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
] as const;
export type FashionMnistClass = (typeof fashionMnistClasses)[number];

/** Pixels. */
export const PICTURE_SIDE = 28;
export const PICTURE_PIXELS = PICTURE_SIDE * PICTURE_SIDE;
export const NUM_CLASSES = fashionMnistClasses.length;

/** Where the data was found, in the order in which it is looked for. */
export type DatasetSource = 'dataFolder' | 'packaged' | 'system' | 'picked' | 'downloaded' | 'own';

/** Whether there are pictures to train on; `train` and `test` count them. */
export type DatasetStatus =
  | { readonly state: 'looking' }
  | {
      readonly state: 'ready';
      readonly name: string;
      readonly source: DatasetSource;
      readonly train: number;
      readonly test: number;
      /** The names of the classes, where it is a data set of one's own. */
      readonly classes?: readonly string[];
      /** SHA-256 over the four decoded files' own SHA-256 values, in the order of the manifest. */
      readonly sha256: string;
    }
  | {
      readonly state: 'missing';
      /** Each place that was looked at and what was wrong there. */
      readonly tried: readonly {
        readonly source: DatasetSource;
        readonly problem: DatasetProblem;
      }[];
    };

/** What can be wrong with the files at one place. `file` is a file's name, never a path. */
export type DatasetProblem =
  | { readonly code: 'absent' }
  | {
      /** `unreachable`: no mirror could be asked for it, or each one broke off. */
      readonly code:
        'incomplete' | 'unreadable' | 'notGzip' | 'damaged' | 'wrongData' | 'unreachable';
      readonly file: string;
    };

/** The most pictures that one request may ask for. */
export const MAX_PICTURES = 200;

const classIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(NUM_CLASSES - 1));
const pageEntries = {
  offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PICTURES)),
};

/** One page of the test set's predictions by the weights of a run after an epoch (the last one if not given). */
export const predictionsRequestSchema = v.strictObject({
  runId: v.string(),
  epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The true class to show; all of them if not given. */
  label: v.optional(classIndex),
  wrongOnly: v.boolean(),
  ...pageEntries,
});
export type PredictionsRequest = v.InferOutput<typeof predictionsRequestSchema>;

/** A page of test pictures with their predictions. */
export interface PredictionsPage {
  /** How many pictures pass the filter. */
  readonly total: number;
  /** How many of the whole test set are predicted wrongly, whatever the filter. */
  readonly wrong: number;
  readonly items: readonly PredictedPicture[];
  /** `items.length` pictures of 28 x 28 bytes, row by row, in the order of `items`. */
  readonly pixels: Uint8Array;
}

/** One test picture, and what the weights take it for. */
export interface PredictedPicture {
  /** Place in the test set. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Probability of the predicted class, a fraction. */
  readonly probability: number;
}
