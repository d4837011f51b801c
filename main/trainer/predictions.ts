import { NUM_CLASSES, PICTURE_PIXELS, type PredictionsPage } from '#contract/dataset';
import { AppError } from '#contract/errors';
import { SOFTMAX_WEIGHTS } from '#contract/run';
import type { PredictionsQuery } from '#contract/trainer';
import { linear } from '#lessons/softmax-regression/model';
import { toParams } from '#lessons/softmax-regression/params';
import * as tf from '@tensorflow/tfjs';
import type { TrainerData } from './data';
import { inScope } from './in-scope';

/** What some weights say of the whole test set. */
interface Predicted {
  readonly classes: Int32Array;
  readonly probabilities: Float32Array;
  readonly wrong: number;
}

/** 40 KB each with the classes: enough for the epochs between which somebody goes back and forth. */
const MAX_KEPT = 20;

/** Predictions of the test set, all at once for each weights, then page by page from memory. */
export class Predictions {
  /** By key, the longest unused first. */
  readonly #kept = new Map<string, Predicted>();

  constructor(private readonly data: TrainerData) {}

  /** @throws AppError `invalidInput` where the weights are not those of a softmax regression. */
  page(query: PredictionsQuery): PredictionsPage {
    const { classes, probabilities, wrong } = this.#predicted(query);
    const { label, wrongOnly, offset, count } = query;
    const labels = this.data.labels('test');
    const passing: number[] = [];
    labels.forEach((truth, index) => {
      const isOfClass = label === undefined || truth === label;
      if (isOfClass && !(wrongOnly && classes[index] === truth)) passing.push(index);
    });
    const shown = passing.slice(offset, offset + count);
    return {
      total: passing.length,
      wrong,
      items: shown.map((index) => ({
        index,
        label: labels[index] ?? 0,
        predicted: classes[index] ?? 0,
        probability: probabilities[index] ?? 0,
      })),
      pixels: this.data.pixels('test', shown),
    };
  }

  #predicted({ key, weights, pixelScale }: PredictionsQuery): Predicted {
    const predicted = this.#kept.get(key) ?? predict(this.data, weights, pixelScale);
    // Set anew, it is the last to go.
    this.#kept.delete(key);
    this.#kept.set(key, predicted);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
    return predicted;
  }
}

function predict(
  data: TrainerData,
  weights: Float32Array,
  pixelScale: PredictionsQuery['pixelScale'],
): Predicted {
  if (weights.length !== SOFTMAX_WEIGHTS) {
    throw new AppError('invalidInput', {
      field: 'weights',
      value: `${weights.length} numbers`,
      allowed: `${NUM_CLASSES} x ${PICTURE_PIXELS} and ${NUM_CLASSES}`,
    });
  }
  const params = toParams(weights);
  const { classes, probabilities } = inScope(() => {
    const logits = linear(data.scaledImages('test', pixelScale), params);
    // The library's softmax, which large logits do not overflow: these weights may be of any implementation.
    const most = tf.max(tf.softmax(logits), 1);
    return {
      classes: tf.argMax(logits, 1).dataSync<'int32'>(),
      probabilities: most.dataSync<'float32'>(),
    };
  });
  tf.dispose([params.W, params.b]);
  const labels = data.labels('test');
  const wrong = classes.reduce((sum, predicted, i) => sum + Number(predicted !== labels[i]), 0);
  return { classes, probabilities, wrong };
}
