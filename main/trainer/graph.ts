import { NUM_CLASSES } from '#contract/dataset';
import { toTensors } from '#lessons/softmax-regression/params';
import type {
  EpochOptions,
  EpochTotals,
  SoftmaxTrainable,
  SoftmaxTrainableFactory,
} from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import type { TFSavedModel } from '@tensorflow/tfjs-node/dist/saved_model';
import { inScope } from './in-scope';

/**
 * The compiled graph of lessons/softmax-regression/graph.py, loaded into native TensorFlow. It keeps no weights: they
 * are passed in and out with each call.
 */
export class SoftmaxGraph {
  private constructor(
    private readonly trainModel: TFSavedModel,
    private readonly predictModel: TFSavedModel,
  ) {}

  /**
   * @param folder of the SavedModel
   * @throws where TensorFlow cannot load it, or is not there
   */
  static async load(folder: string): Promise<SoftmaxGraph> {
    const { node } = await import('@tensorflow/tfjs-node');
    // Two signatures of one session.
    const load = (signature: string) => node.loadSavedModel(folder, ['serve'], signature);
    return new SoftmaxGraph(await load('train'), await load('predict'));
  }

  /**
   * Softmax regression on this graph. Its pictures are packed ones, [N, 200] (packed-pictures.ts), for training and for the
   * accuracy alike.
   */
  readonly trainable: SoftmaxTrainableFactory = (weights) => new GraphTrainable(this, weights);

  /**
   * Trains on the examples that `order` names, minibatch after minibatch.
   *
   * @param pictures [N, 200], packed
   * @param labels [N], int32
   */
  train(
    pictures: tf.Tensor2D,
    labels: tf.Tensor1D,
    order: Int32Array,
    batchSize: number,
    learningRate: number,
    weights: Float32Array,
  ): TrainedExamples {
    return inScope(() => {
      const { W, b } = toTensors(weights);
      const outputs = call(this.trainModel, {
        pictures,
        labels,
        order: tf.tensor1d(order, 'int32'),
        batch_size: tf.scalar(batchSize, 'int32'),
        lr: tf.scalar(learningRate),
        w: W,
        b,
      });
      const trained = new Float32Array(weights.length);
      trained.set(outputs.floats('w_out'));
      trained.set(outputs.floats('b_out'), W.size);
      return {
        weights: trained,
        losses: outputs.floats('losses'),
        correct: outputs.integers('correct'),
      };
    });
  }

  /** The probability of each class for each of the packed `pictures` [n, 200], row by row. */
  predict(pictures: tf.Tensor2D, weights: Float32Array): Float32Array {
    return inScope(() => {
      const { W, b } = toTensors(weights);
      return call(this.predictModel, { pictures, w: W, b }).floats('probabilities');
    });
  }

  dispose(): void {
    this.trainModel.dispose();
    this.predictModel.dispose();
  }
}

interface TrainedExamples {
  readonly weights: Float32Array;
  /** Of each example in turn, before its minibatch's update: its loss, and 1 if it was predicted rightly. */
  readonly losses: Float32Array;
  readonly correct: Int32Array;
}

class GraphTrainable implements SoftmaxTrainable {
  #weights: Float32Array;

  constructor(
    private readonly graph: SoftmaxGraph,
    weights: Float32Array,
  ) {
    this.#weights = weights.slice();
  }

  /**
   * As every implementation; besides, a minibatch whose loss is not finite is the last one: its loss is in the totals,
   * and the weights stay as they were before it.
   */
  *trainEpoch(
    pictures: tf.Tensor2D,
    labels: tf.Tensor1D,
    order: Int32Array,
    { batchSize, learningRate, maxBatches }: EpochOptions,
  ): Generator<EpochTotals, void> {
    const batches = Math.ceil(order.length / batchSize);
    let [batch, lossSum, correct] = [0, 0, 0];
    while (batch < batches) {
      const examples = order.subarray(batch * batchSize);
      const rate = learningRate();
      const train = (numBatches: number) => {
        const chunk = examples.subarray(0, numBatches * batchSize);
        return this.graph.train(pictures, labels, chunk, batchSize, rate, this.#weights);
      };
      let numBatches = Math.min(Math.max(maxBatches(), 1), batches - batch);
      let trained = train(numBatches);
      const bad = trained.losses.findIndex((loss) => !Number.isFinite(loss));
      const isBroken = bad >= 0 && bad < batchSize;
      if (isBroken) {
        numBatches = 1;
      } else if (bad >= 0) {
        // Back to before the bad minibatch, which is then the first of the next chunk.
        numBatches = Math.floor(bad / batchSize);
        trained = train(numBatches);
      }
      if (!isBroken) this.#weights = trained.weights;

      batch += numBatches;
      const done = Math.min(batch * batchSize, order.length);
      const count = numBatches * batchSize;
      // Summed here, in float64 and in order: however the epoch is cut into chunks, the sum is the same.
      lossSum = trained.losses.subarray(0, count).reduce((sum, loss) => sum + loss, lossSum);
      correct = trained.correct.subarray(0, count).reduce((sum, right) => sum + right, correct);
      yield { batch, batches, lossSum, correct, examples: done };
      if (isBroken) return;
    }
  }

  evaluateAccuracy(pictures: tf.Tensor2D, labels: tf.Tensor1D): number {
    const probabilities = this.graph.predict(pictures, this.#weights);
    const right = labels
      .dataSync<'int32'>()
      .filter((label, i) => mostProbableClass(probabilities, i) === label);
    return right.length / labels.size;
  }

  getWeights(): Float32Array {
    return this.#weights.slice();
  }

  setWeights(weights: Float32Array): void {
    this.#weights = weights.slice();
  }

  dispose(): void {
    // The graph is everybody's, and the weights are no tensors.
  }
}

/** The first of the largest probabilities in a row of ten. */
function mostProbableClass(probabilities: Float32Array, row: number): number {
  const ofRow = probabilities.subarray(row * NUM_CLASSES, (row + 1) * NUM_CLASSES);
  return ofRow.indexOf(Math.max(...ofRow));
}

/** Calls a signature, within a scope. */
function call(model: TFSavedModel, inputs: tf.NamedTensorMap) {
  const outputs = model.predict(inputs);
  const values = (name: string) => {
    const output =
      outputs instanceof tf.Tensor || Array.isArray(outputs) ? undefined : outputs[name];
    if (!output) throw new Error(`the graph answers nothing that is called ${name}`);
    return output;
  };
  return {
    floats: (name: string) => values(name).dataSync<'float32'>(),
    integers: (name: string) => values(name).dataSync<'int32'>(),
  };
}
