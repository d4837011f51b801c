import type { LinearConfig, LinearFinal } from '#contract/run';
import type { RunStart } from '#contract/trainer';
import { analytic } from '#lessons/linear-regression/analytic';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import { LinearExamples, linearStart } from './linear-examples';
import { LinearPath } from './linear-path';
import { linearFinal } from './linear-training';
import type { Training, TrainingEvent } from './training';

/** Linear regression by its formula: a single epoch of a single step, whatever the learning rate. */
export class AnalyticTraining implements Training {
  readonly epochs = 1;
  readonly batches = 1;
  readonly #examples: LinearExamples;
  #weights: Float32Array;
  #final: LinearFinal | undefined;

  constructor(
    private readonly config: LinearConfig,
    private readonly from: RunStart = { epoch: 0, weights: linearStart(config) },
  ) {
    this.#examples = new LinearExamples(config);
    this.#weights = from.weights;
  }

  async *events(): AsyncGenerator<TrainingEvent, void> {
    if (this.from.epoch >= this.epochs) return;
    const { w, b } = analytic(this.#examples, 2);
    const trainLoss = meanLoss(this.#examples, [...w, b]);
    this.#weights = Float32Array.of(...w, b);
    const path = new LinearPath(0, this.from.weights);
    path.add(this.#weights);
    yield {
      kind: 'minibatch',
      epoch: 1,
      batch: 1,
      batches: 1,
      trainLoss,
      trainAcc: null,
      linear: { path: path.points(), minibatch: null },
    };
    this.#final = linearFinal(this.config, trainLoss, [...w, b]);
    yield { kind: 'epoch', epoch: 1, metrics: { trainLoss } };
  }

  getWeights(): Float32Array {
    return this.#weights.slice();
  }

  final(): LinearFinal | undefined {
    return this.#final;
  }

  dispose(): void {
    this.#examples.dispose();
  }
}
