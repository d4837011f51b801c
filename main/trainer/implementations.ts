import type { GraphInfo } from '#contract/engine';
import { AppError } from '#contract/errors';
import type { SoftmaxImplementation } from '#contract/run';
import { concise } from '#lessons/softmax-regression/concise';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
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

/** @throws AppError `implementationUnavailable` */
export function softmaxImplementation(
  name: SoftmaxImplementation,
  graph: Graph,
): SoftmaxTrainableFactory {
  switch (name) {
    case 'scratch':
      return scratch;
    case 'concise':
      return concise;
    case 'graph':
      if ('create' in graph) return graph.create;
      throw new AppError('implementationUnavailable', { detail: graph.info.detail });
  }
}
