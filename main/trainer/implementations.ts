import type { GraphInfo } from '#contract/engine';
import { AppError } from '#contract/errors';
import type { SoftmaxImplementation } from '#contract/run';
import type { Examples } from '#lessons/fashion-mnist';
import { concise } from '#lessons/softmax-regression/concise';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import type { Split, TrainerData } from './data';
import type { LoadedEngine } from './engine';

/** The compiled graph as this process has it. */
export type Graph =
  | {
      readonly info: Extract<GraphInfo, { available: true }>;
      readonly create: SoftmaxTrainableFactory;
    }
  | { readonly info: Extract<GraphInfo, { available: false }> };

export type GraphLoader = (engine: LoadedEngine) => Promise<Graph>;

/** Stands where no graph was built: it says so. */
export const loadNoGraph: GraphLoader = ({ kind }) =>
  Promise.resolve({
    info: {
      available: false,
      maxAbsError: null,
      ...(kind === 'tensorflow'
        ? { reason: 'missing', detail: 'this build has no compiled graph' }
        : { reason: 'needsNativeEngine', detail: `the engine is ${kind}` }),
    },
  });

/** An implementation, and the form in which it takes the pictures of the data set. */
export interface SoftmaxModelling {
  readonly create: SoftmaxTrainableFactory;
  readonly examplesOf: (data: TrainerData, split: Split) => Examples;
}

const floats: SoftmaxModelling['examplesOf'] = (data, split) => data.examples(split);
const packed: SoftmaxModelling['examplesOf'] = (data, split) => data.packedExamples(split);

/** @throws AppError `implementationUnavailable` */
export function softmaxImplementation(name: SoftmaxImplementation, graph: Graph): SoftmaxModelling {
  switch (name) {
    case 'scratch':
      return { create: scratch, examplesOf: floats };
    case 'concise':
      return { create: concise, examplesOf: floats };
    case 'graph':
      if ('create' in graph) return { create: graph.create, examplesOf: packed };
      throw new AppError('implementationUnavailable', { detail: graph.info.detail });
  }
}
