/** What can be wrong with a data set of one's own, and with an installation, in words. */
import type { SelfCheck } from '#contract/self-check';
import type { OwnDatasetProblem } from '#contract/upkeep';
import { m } from '#messages';
import { engineName, implementationName } from '#messages/names';
import type { Language } from '#contract/settings';
import { formatShort } from '../figures';
import { formatCount } from '../format';
import { datasetProblemText, graphReason, sourceName, threadCount } from '../words';

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

type Check = SelfCheck['checks'][number];

/** What a check found, in the window's language; what a failure was told in stays as it is. */
export function checkDetail(document: SelfCheck, { name, ok, detail }: Check, language: Language) {
  const { engine, dataset, dataDir, sandbox, train } = document;
  switch (name) {
    case 'engine':
      return engine ? [engineName(engine), threadCount(engine.threads)].join(' · ') : detail;
    case 'graph':
      return engine?.graph.available
        ? m.check_detail_graph({ error: formatShort(engine.graph.maxAbsError ?? 0, language) })
        : (graphProblem(engine?.graph.reason) ?? detail);
    case 'dataset':
      return dataset
        ? m.check_detail_dataset({
            source: checkSource(dataset.source),
            train: formatCount(dataset.train, language),
            test: formatCount(dataset.test, language),
          })
        : m.check_detail_dataset_missing();
    case 'dataDir':
      return dataDir.writable ? m.check_detail_writable() : m.check_detail_not_writable();
    case 'sandbox':
      if (sandbox) return m.settings_on();
      return ok ? m.check_detail_sandbox_root() : m.settings_off();
    case 'train':
      return ok && train
        ? m.check_detail_epochs({
            epochs: train.epochs,
            implementation: checkImplementation(train.implementation),
          })
        : detail;
    default:
      return detail;
  }
}

/** The document names them as the contract does; a word that is not known is shown as it is. */
function wordOf(words: Readonly<Record<string, () => string>>, name: string): string {
  return words[name]?.() ?? name;
}
const checkSource = (source: string) => wordOf(sourceName, source);
const checkImplementation = (name: string) => wordOf(implementationName, name);
const graphProblem = (reason: string | undefined) =>
  reason === undefined ? undefined : wordOf(graphReason, reason);

/** The report as it is handed to whoever helps: the document of `--self-check`. */
export const reportText = (document: SelfCheck): string => JSON.stringify(document, null, 2);
