import type { RunRequest } from '#contract/run';
import type { RunStart } from '#contract/trainer';
import { concise } from '#lessons/linear-regression/concise';
import { scratch } from '#lessons/linear-regression/scratch';
import { AnalyticTraining } from './analytic-training';
import { LinearTraining } from './linear-training';
import type { Training } from './training';

/** The training of a linear regression request, a case for each implementation. */
export function createLinearTraining(
  { implementation, config }: Extract<RunRequest, { lab: 'linear' }>,
  from?: RunStart,
): Training {
  switch (implementation) {
    case 'scratch':
      return new LinearTraining(config, scratch, from);
    case 'concise':
      return new LinearTraining(config, (weights) => concise(weights, config.halfLoss), from);
    case 'analytic':
      return new AnalyticTraining(config, from);
  }
}
