import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { GraphInfo } from '#contract/engine';
import { toExamples, type Examples, type Pictures } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SoftmaxGraph } from './graph';
import type { Graph, GraphLoader } from './implementations';
import { PackedSplit } from './packed-pictures';

/**
 * How far the graph's figures may be from those of the code from scratch after the minibatches of `graphError`. Both round in float32,
 * in another order: some 1e-7 were seen, while a wrong factor or sign makes 1e-3 and more.
 */
export const PARITY_BOUND = 1e-5;

/**
 * Loads the compiled graph and proves it on a few examples against the code from scratch. What goes wrong is in the answer, never thrown.
 *
 * @param folder of the SavedModel: not inside an archive, as TensorFlow opens it itself
 */
export function graphLoader(folder: string, bound = PARITY_BOUND): GraphLoader {
  return async ({ kind }) => {
    if (kind !== 'tensorflow') return unavailable('needsNativeEngine', `the engine is ${kind}`);
    if (!existsSync(join(folder, 'saved_model.pb'))) {
      return unavailable('missing', 'saved_model.pb is not there');
    }
    try {
      const graph = await SoftmaxGraph.load(folder);
      const maxAbsError = graphError(graph.trainable);
      if (maxAbsError <= bound) {
        return { info: { available: true, maxAbsError }, create: graph.trainable };
      }
      graph.dispose();
      return unavailable('parity', `off by ${maxAbsError}, more than ${bound}`, maxAbsError);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // TensorFlow's messages name the file, and paths name people.
      return unavailable('failedToLoad', message.replaceAll(folder, 'the graph'));
    }
  };
}

function unavailable(
  reason: Extract<GraphInfo, { available: false }>['reason'],
  detail: string,
  error = Number.NaN,
): Graph {
  const maxAbsError = Number.isFinite(error) ? error : null;
  return { info: { available: false, maxAbsError, reason, detail } };
}

/**
 * The largest difference from the code from scratch, in the weights, the mean loss and both accuracies, after 11 minibatches: a group of
 * them, single ones, and a smaller last one. NaN where a figure of either is not finite.
 *
 * @param form in which `graph` takes its pictures: packed, or [n, 784] as the code from scratch does
 */
export function graphError(
  graph: SoftmaxTrainableFactory,
  form: 'packed' | 'floats' = 'packed',
): number {
  const pictures = knownPictures(21);
  const floats = toExamples(pictures);
  const rows = new PackedSplit(pictures.images);
  const given = form === 'packed' ? { ...floats, images: rows.tensor(255) } : floats;
  const [ours, theirs] = [figures(graph, given), figures(scratch, floats)];
  rows.dispose();
  tf.dispose([floats.images, floats.labels]);
  return Math.max(...ours.map((value, i) => Math.abs(value - (theirs[i] ?? Number.NaN))));
}

function figures(factory: SoftmaxTrainableFactory, { images, labels }: Examples): number[] {
  const model = factory(initialWeights(0, 0.01));
  const order = shuffledIndices(rngFor(0, 'parity order'), labels.size);
  const options = { batchSize: 2, learningRate: () => 0.01, maxBatches: () => Infinity };
  let means: number[] = [];
  for (const { lossSum, correct, examples } of model.trainEpoch(images, labels, order, options)) {
    means = [lossSum / examples, correct / examples];
  }
  const testAcc = model.evaluateAccuracy(images, labels);
  const weights = model.getWeights();
  model.dispose();
  return [...means, testAcc, ...weights];
}

/** Pictures of noise: every pixel takes part, where a garment leaves the edges empty. */
function knownPictures(count: number): Pictures {
  const rng = rngFor(0, 'parity pictures');
  const random = (length: number, max: number) =>
    Uint8Array.from({ length }, () => uniformInt(rng, 0, max));
  return {
    images: random(count * PICTURE_PIXELS, 255),
    labels: random(count, NUM_CLASSES - 1),
  };
}
