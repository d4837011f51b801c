/** What can be wrong with a data set of one's own, and with an installation, in words. */
import type { SelfCheck } from '#contract/self-check';
import type { OwnDatasetProblem } from '#contract/upkeep';
import { m } from '#messages';
import { datasetProblemText } from '../words';

export function ownProblemText(problem: OwnDatasetProblem): string {
  switch (problem.code) {
    case 'pictureSize':
      return m.data_problem_picture_size(problem);
    case 'pictureCount':
      return m.data_problem_picture_count(problem);
    case 'labelCount':
      return m.data_problem_label_count(problem);
    case 'labelRange':
      return m.data_problem_label_range(problem);
    case 'labelNames':
      return m.data_problem_label_names(problem);
    default:
      return datasetProblemText(problem);
  }
}

const names: Readonly<Record<string, () => string>> = {
  engine: m.check_name_engine,
  graph: m.check_name_graph,
  dataset: m.check_name_dataset,
  dataDir: m.check_name_data_dir,
  sandbox: m.check_name_sandbox,
  train: m.check_name_train,
  trainLoss: m.check_name_train_loss,
  trainAcc: m.check_name_train_acc,
  testAcc: m.check_name_test_acc,
};

const remedies: Readonly<Record<string, () => string>> = {
  engine: m.check_remedy_engine,
  graph: m.check_remedy_graph,
  dataset: m.check_remedy_dataset,
  dataDir: m.check_remedy_data_dir,
  sandbox: m.check_remedy_sandbox,
};

export const checkName = (name: string): string => names[name]?.() ?? name;

/** What to do about a check that failed, in plain words. */
export const remedyOf = (name: string): string => (remedies[name] ?? m.check_remedy_train)();

/** The report as it is handed to whoever helps: the document of `--self-check`. */
export const reportText = (document: SelfCheck): string => JSON.stringify(document, null, 2);
