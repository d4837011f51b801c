/**
 * To understand a model: what the weights of a run say of a whole split, which pictures it gets right and wrong and how
 * sure it is, and why one picture gets its label. Main adds the weights; the trainer computes.
 */
import * as v from 'valibot';
import { MAX_PICTURES, NUM_CLASSES, PICTURE_PIXELS } from './dataset';
import { splits, type Split } from './fashion-mnist';

/** The parts of [0, 1] into which calibration sorts the predictions by their probability. */
export const CALIBRATION_BINS = 10;

const classIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(NUM_CLASSES - 1));
const split = v.picklist(splits);
/** The weights of a run after an epoch; the last ones if none is given. */
const ofRun = {
  runId: v.pipe(v.string(), v.maxLength(40)),
  epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
};

/** Whose weights judge which split. */
export const analyseSplitSchema = v.strictObject({ ...ofRun, split });

/** A split's predictions, counted. The training split of a run is the examples that it trained on. */
export interface SplitAnalysis {
  /** The epoch whose weights these are. */
  readonly epoch: number;
  readonly split: Split;
  /** Pictures by true and predicted class [10, 10]: a row is a true class. */
  readonly confusion: Int32Array;
  readonly calibration: Calibration;
}

/** How far the probability of the predicted class can be believed. */
export interface Calibration {
  /** The bins from 0 to 1; each but the first excludes its lower end and includes its upper one. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: how far probability and accuracy are apart, averaged over the pictures. */
  readonly ece: number;
}

/** The pictures whose predicted class has a probability in one tenth of [0, 1]. */
export interface CalibrationBin {
  readonly count: number;
  /** Mean probability of the predicted class, and the fraction predicted rightly; NaN where there is none. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Which pictures, and in which order. */
export const pictureChoiceSchema = v.variant('kind', [
  /** A cell of the confusion matrix, in the order of the split. */
  v.strictObject({ kind: v.literal('cell'), label: classIndex, predicted: classIndex }),
  /** All of them by the probability of the predicted class: smallest first, or largest first. */
  v.strictObject({ kind: v.literal('leastCertain') }),
  v.strictObject({ kind: v.literal('mostCertain') }),
  /** The wrong ones, the least probability for the true class first: those with the largest loss. */
  v.strictObject({ kind: v.literal('worstWrong') }),
]);
export type PictureChoice = v.InferOutput<typeof pictureChoiceSchema>;

/** Whose weights judge which split, and which page of the pictures of `choice`. */
export const judgedPicturesSchema = v.strictObject({
  ...ofRun,
  split,
  choice: pictureChoiceSchema,
  offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PICTURES)),
});

/** A page of the pictures of a choice, as the weights judge them. */
export interface JudgedPicturesPage {
  /** How many pictures the choice has. */
  readonly total: number;
  readonly items: readonly JudgedPicture[];
  /** 28 x 28 bytes for each of `items`, in their order. */
  readonly pixels: Uint8Array;
}

/** One picture of a split, and how the weights judge it. */
export interface JudgedPicture {
  /** Place in the split. */
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  /** Probabilities of the predicted and of the true class, fractions. */
  readonly probability: number;
  readonly ofTruth: number;
}

/** Whose weights explain which picture. */
export const explainPictureSchema = v.strictObject({
  ...ofRun,
  picture: v.variant('from', [
    v.strictObject({
      from: split,
      index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(59_999)),
    }),
    /** A picture that was drawn or imported: 28 x 28 bytes, row by row. */
    v.strictObject({
      from: v.literal('own'),
      pixels: v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length === PICTURE_PIXELS, `${PICTURE_PIXELS} bytes`),
      ),
    }),
  ]),
});
export type ExplainedPicture = v.InferOutput<typeof explainPictureSchema>['picture'];

/** Why a picture gets its label: all that is added up to its ten logits. Sums are in double precision. */
export interface Explanation {
  readonly epoch: number;
  /** null for a picture of one's own. */
  readonly label: number | null;
  /** 28 x 28 bytes. */
  readonly pixels: Uint8Array;
  /** Pixel by weight for each class [10, 784]: a row adds up to its class's `pixelSums`. */
  readonly contributions: Float64Array;
  /** [10] each; `logits` are `pixelSums` plus `biases`, `probabilities` their softmax. */
  readonly pixelSums: Float64Array;
  readonly biases: Float64Array;
  readonly logits: Float64Array;
  readonly probabilities: Float64Array;
  /** The class with the largest logit. */
  readonly predicted: number;
}

/** The run whose epochs are asked for. */
export const weightEpochsSchema = v.strictObject({ id: ofRun.runId });

/** Weights that main adds to what the window asks for. */
export interface ModelWeights {
  /** Names the weights: the same key always means the same weights. */
  readonly key: string;
  readonly epoch: number;
  /** W [10, 784] row by row, then b [10]. */
  readonly values: Float32Array;
  readonly pixelScale: 'unit' | 'byte';
  /** The first examples of the training split that the run trained on. */
  readonly numTrain: number;
}

type OfModel<Schema extends v.GenericSchema> = Omit<v.InferOutput<Schema>, keyof typeof ofRun> & {
  readonly model: ModelWeights;
};

/** What main asks the trainer's tasks for, by the name of the call. */
export interface ModelTaskInputs {
  analyseSplit: OfModel<typeof analyseSplitSchema>;
  judgedPictures: OfModel<typeof judgedPicturesSchema>;
  explainPicture: OfModel<typeof explainPictureSchema>;
}

/** What the trainer answers to them. */
export interface ModelTaskOutputs {
  analyseSplit: SplitAnalysis;
  judgedPictures: JudgedPicturesPage;
  explainPicture: Explanation;
}
