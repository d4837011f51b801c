import type { RunRequest } from '#contract/run';
import type { RunStart } from '#contract/trainer';
import type { TrainerData } from './data';
import { softmaxImplementation, type Graph } from './implementations';
import { createLinearTraining } from './linear-trainings';
import { SoftmaxTraining } from './softmax-training';
import type { Training } from './training';

export interface TrainingContext {
  /** Rejects with `dataMissing` where there is none. */
  data(): Promise<TrainerData>;
  readonly graph: Graph;
}

/**
 * The training that a request asks for, a case for each lab.
 *
 * @throws AppError `dataMissing`, `implementationUnavailable`
 */
export async function createTraining(
  request: RunRequest,
  context: TrainingContext,
  from?: RunStart,
): Promise<Training> {
  switch (request.lab) {
    case 'softmax': {
      const modelling = softmaxImplementation(request.implementation, context.graph);
      return new SoftmaxTraining(request.config, await context.data(), modelling, from);
    }
    case 'linear':
      return createLinearTraining(request, from);
  }
}
