import * as tf from '@tensorflow/tfjs';
import type { Examples } from '../fashion-mnist';
import { sgd } from '../linear-regression/sgd';
import { gradient, logitGradient } from './gradient';
import { crossEntropy } from './loss';
import { takeExamples } from './minibatch';
import { linear, softmax } from './model';
import { fromParams, toParams } from './params';

/** The numbers of a tensor, row by row, with its shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Everything that one training step computes, in the order in which it does. */
export interface Microscope {
  /** The minibatch's labels [n] … */
  readonly y: Int32Array;
  /** … and its pictures as rows [n, 784]. */
  readonly X: Values;
  /** Logits [n, 10]. */
  readonly O: Values;
  /** Probabilities [n, 10]. */
  readonly yHat: Values;
  /** Loss of each example [n]. */
  readonly l: Float32Array;
  /** ŷ - y [n, 10]: the derivative of the summed loss by the logits. */
  readonly dO: Values;
  /** Its derivative by the weights [10, 784]: each row is a picture of 28 x 28. */
  readonly dW: Values;
  /** Its derivative by the biases [10]. */
  readonly db: Values;
  /** The parameters after the step: W [10, 784] row by row, then b [10]. */
  readonly weights: Float32Array;
}

/**
 * One step of the training from scratch, with all that is in between kept to be looked
 * at.
 *
 * @param weights the parameters before the step: W [10, 784] row by row, then b [10]
 * @param indices which examples are in the minibatch
 */
export function microscope(
  weights: Float32Array,
  { images, labels }: Examples,
  indices: Int32Array,
  lr: number,
): Microscope {
  const params = toParams(weights);
  const { X, y } = takeExamples(images, labels.dataSync<'int32'>(), indices);
  const { O, yHat, dO, dW, db } = tf.tidy(() => {
    const O = linear(X, params);
    const yHat = softmax(O);
    const dO = logitGradient(yHat, y);
    return { O, yHat, dO, ...gradient(X, yHat, y) };
  });
  const l = crossEntropy(yHat, y);
  sgd([params.W, params.b], [dW, db], lr, y.length);

  const seen = {
    y,
    X: valuesOf(X),
    O: valuesOf(O),
    yHat: valuesOf(yHat),
    l,
    dO: valuesOf(dO),
    dW: valuesOf(dW),
    db: valuesOf(db),
    weights: fromParams(params),
  };
  tf.dispose([X, O, yHat, dO, dW, db, params.W, params.b]);
  return seen;
}

/** A copy: what `dataSync` gives may be the engine's own memory. */
function valuesOf(tensor: tf.Tensor): Values {
  return { shape: tensor.shape, values: tensor.dataSync<'float32'>().slice() };
}
