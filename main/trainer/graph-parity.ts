import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { EngineKind, GraphInfo } from '#contract/engine';
import { toExamples, type Examples } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initParams } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SoftmaxGraph } from './graph';

/**
 * How far the graph's weights and mean loss may be from those of the code from scratch, after the few minibatches of `graphError`.
 * Both round in float32, in another order: a few 1e-8 were seen, while a wrong factor or sign makes 1e-3 and more.
 */
export const PARITY_BOUND = 1e-5;

/** The graph, if it can be used, and why not otherwise. */
export type LoadedGraph =
  | { readonly graph: SoftmaxGraph; readonly info: GraphInfo & { readonly available: true } }
  | { readonly graph: null; readonly info: GraphInfo & { readonly available: false } };

/**
 * Loads the compiled graph and proves it on a small batch against the code from scratch. Never throws: what went wrong is in the
 * answer.
 *
 * @param folder of the SavedModel, outside an archive, as TensorFlow opens it itself
 * @param engine the one that is loaded
 */
export async function loadGraph(folder: string, engine: EngineKind): Promise<LoadedGraph> {
  const unavailable = (
    reason: (GraphInfo & { available: false })['reason'],
    detail: string,
    maxAbsError: number | null = null,
  ): LoadedGraph => ({ graph: null, info: { available: false, maxAbsError, reason, detail } });

  if (engine !== 'tensorflow') {
    return unavailable('needsNativeEngine', `the engine is ${engine}`);
  }
  if (!existsSync(join(folder, 'saved_model.pb'))) {
    return unavailable('missing', 'saved_model.pb is not there');
  }
  try {
    const graph = await SoftmaxGraph.load(folder);
    const maxAbsError = graphError(graph.trainable);
    if (maxAbsError <= PARITY_BOUND) return { graph, info: { available: true, maxAbsError } };
    graph.dispose();
    return unavailable(
      'parity',
      `differs by ${maxAbsError} from the code from scratch, more than ${PARITY_BOUND}`,
      Number.isFinite(maxAbsError) ? maxAbsError : null,
    );
  } catch (error) {
    return unavailable('failedToLoad', error instanceof Error ? error.message : String(error));
  }
}

/**
 * The largest difference from the code from scratch, in the weights, the mean loss and both accuracies, after 11 minibatches: enough
 * for a group, single ones and a smaller last one. NaN where either is not finite.
 */
export function graphError(graph: SoftmaxTrainableFactory): number {
  const examples = knownExamples(21);
  try {
    const [ours, expected] = [graph, scratch].map((factory) => figures(factory, examples));
    if (!ours || !expected) return Number.NaN;
    return Math.max(...ours.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN))));
  } finally {
    tf.dispose([examples.images, examples.labels]);
  }
}

function figures(factory: SoftmaxTrainableFactory, { images, labels }: Examples): number[] {
  const model = factory(initParams(0, 0.01));
  const order = shuffledIndices(rngFor(0, 'parity order'), labels.size);
  const options = { batchSize: 2, learningRate: () => 0.1, maxBatches: () => Infinity };
  let means: number[] = [];
  for (const { lossSum, correct, examples } of model.trainEpoch(images, labels, order, options)) {
    means = [lossSum / examples, correct / examples];
  }
  means.push(model.evaluateAccuracy(images, labels));
  const weights = model.getWeights();
  model.dispose();
  return [...means, ...weights];
}

/** Pictures of noise: every pixel takes part, where a garment leaves the edges empty. */
function knownExamples(count: number): Examples {
  const rng = rngFor(0, 'parity pictures');
  const random = (length: number, max: number) =>
    Uint8Array.from({ length }, () => uniformInt(rng, 0, max));
  return toExamples({
    images: random(count * PICTURE_PIXELS, 255),
    labels: random(count, NUM_CLASSES - 1),
  });
}
