import type { ModelWeights } from '#contract/analysis';
import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import { AppError } from '#contract/errors';
import { SOFTMAX_WEIGHTS } from '#contract/run';
import { linear } from '#lessons/softmax-regression/model';
import { toParams } from '#lessons/softmax-regression/params';
import * as tf from '@tensorflow/tfjs';
import type { Split, TrainerData } from './data';
import { inScope } from './in-scope';

/** What some weights say of the pictures of a split: an entry a picture, in the order of the split. */
export interface Judgement {
  /** The split's labels: of the training split, as many as the run trained on. */
  readonly labels: Uint8Array;
  /** The class with the largest logit. */
  readonly classes: Int32Array;
  /** Probabilities of that class, and of the true one. */
  readonly confidence: Float32Array;
  readonly ofTruth: Float32Array;
}

export type Judging = Pick<ModelWeights, 'key' | 'values' | 'pixelScale'> &
  Partial<Pick<ModelWeights, 'numTrain'>>;

/** 120 KB each for the test set, 780 KB for the training set: the epochs between which somebody goes back and forth. */
const MAX_KEPT: Readonly<Record<Split, number>> = { test: 40, train: 8 };

/** The judgements of a data set: a whole split at once for each weights, then from memory. */
export class Judgements {
  static readonly #ofData = new WeakMap<TrainerData, Judgements>();
  /** By key, the longest unused first. */
  readonly #kept: Readonly<Record<Split, Map<string, Judgement>>> = {
    test: new Map(),
    train: new Map(),
  };

  private constructor(private readonly data: TrainerData) {}

  /** Those of this data set: one for all that ask. */
  static of(data: TrainerData): Judgements {
    const judgements = Judgements.#ofData.get(data) ?? new Judgements(data);
    Judgements.#ofData.set(data, judgements);
    return judgements;
  }

  /** @throws AppError `invalidInput` where the weights are not those of a softmax regression. */
  judge(split: Split, model: Judging): Judgement {
    const kept = this.#kept[split];
    const judgement = kept.get(model.key) ?? judge(this.data, split, model);
    // Set anew, it is the last to go.
    kept.delete(model.key);
    kept.set(model.key, judgement);
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT[split]) break;
      kept.delete(oldest);
    }
    return judgement;
  }
}

/** @throws AppError `invalidInput` where there are more or fewer weights than a softmax regression has. */
export function requireSoftmaxWeights({ length }: Float32Array): void {
  if (length === SOFTMAX_WEIGHTS) return;
  throw new AppError('invalidInput', {
    field: 'weights',
    value: `${length} numbers`,
    allowed: `${NUM_CLASSES} x ${PICTURE_PIXELS} and ${NUM_CLASSES}`,
  });
}

/** Pictures that are judged at a time: all of the test set, and 31 MB of the training set, which is kept as bytes. */
const PICTURES_AT_A_TIME = 10_000;

function judge(data: TrainerData, split: Split, model: Judging): Judgement {
  requireSoftmaxWeights(model.values);
  const all = data.labels(split);
  const count = split === 'train' ? Math.min(model.numTrain ?? all.length, all.length) : all.length;
  const judgement = {
    labels: all.subarray(0, count),
    classes: new Int32Array(count),
    confidence: new Float32Array(count),
    ofTruth: new Float32Array(count),
  };
  const params = toParams(model.values);
  for (let from = 0; from < count; from += PICTURES_AT_A_TIME) {
    const to = Math.min(count, from + PICTURES_AT_A_TIME);
    inScope(() => {
      const logits = linear(imagesOf(data, split, model.pixelScale, from, to), params);
      // The library's softmax, which large logits do not overflow: these weights may be of any implementation.
      const probabilities = tf.softmax(logits);
      const labels = tf.tensor1d(Int32Array.from(all.subarray(from, to)), 'int32');
      const ofTruth = tf.sum(tf.mul(probabilities, tf.oneHot(labels, NUM_CLASSES)), 1);
      judgement.classes.set(tf.argMax(logits, 1).dataSync<'int32'>(), from);
      judgement.confidence.set(tf.max(probabilities, 1).dataSync<'float32'>(), from);
      judgement.ofTruth.set(ofTruth.dataSync<'float32'>(), from);
    });
  }
  tf.dispose([params.W, params.b]);
  return judgement;
}

/** Pictures `from` up to `to` of a split [to - from, 784]. */
function imagesOf(
  data: TrainerData,
  split: Split,
  scale: ModelWeights['pixelScale'],
  from: number,
  to: number,
): tf.Tensor2D {
  if (split === 'test' && to - from === data.labels('test').length) {
    return data.scaledImages('test', scale);
  }
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  const bytes = data.pixels(split, places);
  const full = scale === 'unit' ? 255 : 1;
  const pixels = new Float32Array(bytes.length);
  // `Float32Array.from` with a function takes ten times as long.
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (bytes[i] ?? NaN) / full;
  return tf.tensor2d(pixels, [places.length, PICTURE_PIXELS]);
}
