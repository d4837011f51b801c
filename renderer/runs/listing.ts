/** The list of runs: which are shown, in which order. */
import type { Lab, RunRecord, RunState, RunSummary } from '#contract/run';

export const ANY = 'any';

export interface Filter {
  /** Words that all have to be found in what is written on a run, or be its number. */
  readonly text: string;
  readonly lab: Lab | typeof ANY;
  readonly implementation: RunRecord['implementation'] | typeof ANY;
  readonly state: RunState | typeof ANY;
  /** An empty one is any. */
  readonly tag: string;
  /** Show those that are hidden, too. */
  readonly hidden: boolean;
}

export const noFilter: Filter = {
  text: '',
  lab: ANY,
  implementation: ANY,
  state: ANY,
  tag: '',
  hidden: false,
};

/** Whether `filter` leaves anything out but the hidden ones. */
export function isFiltering({ text, lab, implementation, state, tag }: Filter): boolean {
  return text.trim() !== '' || tag !== '' || [lab, implementation, state].some((it) => it !== ANY);
}

/** The runs that pass, in their order. `wordsOf` gives what of a run is searched beside its labels. */
export function filtered(
  runs: readonly RunSummary[],
  filter: Filter,
  wordsOf: (run: RunSummary) => readonly string[] = () => [],
): readonly RunSummary[] {
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      (filter.hidden || !run.hidden) &&
      (filter.lab === ANY || run.lab === filter.lab) &&
      (filter.implementation === ANY || run.implementation === filter.implementation) &&
      (filter.state === ANY || run.state === filter.state) &&
      (filter.tag === '' || run.tags?.includes(filter.tag) === true) &&
      hasAll(run, words, wordsOf),
  );
}

function hasAll(
  run: RunSummary,
  words: readonly string[],
  wordsOf: (run: RunSummary) => readonly string[],
): boolean {
  if (words.length === 0) return true;
  const { name = '', note = '', tags = [], number, config } = run;
  const text = [name, note, ...tags, ...wordsOf(run)].join('\n').toLocaleLowerCase();
  const exact = [String(number), String(config.learningRate), String(config.batchSize)];
  return words.every((word) => text.includes(word) || exact.includes(word));
}

export const columns = [
  'number',
  'lab',
  'implementation',
  'learningRate',
  'batchSize',
  'epochs',
  'seed',
  'trainLoss',
  'testAcc',
  'epochMs',
  'startedAt',
] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

/** What a click on a column's head makes of the order: figures start with the largest, and a second click turns it round. */
export function orderBy({ column, descending }: Order, chosen: Column): Order {
  if (column === chosen) return { column, descending: !descending };
  const words = chosen === 'lab' || chosen === 'implementation' || chosen === 'trainLoss';
  return { column: chosen, descending: !words };
}

function keyOf(run: RunSummary, column: Column): string | number | null {
  switch (column) {
    case 'number':
    case 'lab':
    case 'implementation':
    case 'startedAt':
    case 'epochMs':
      return run[column];
    case 'epochs':
      return run.epochsDone;
    case 'trainLoss':
      return run.final?.trainLoss ?? null;
    case 'testAcc':
      return run.final && 'testAcc' in run.final ? run.final.testAcc : null;
    default:
      return run.config[column];
  }
}

/** Sorted by a column; runs without its figure come last either way, and equal ones with the newest first. */
export function sorted(
  runs: readonly RunSummary[],
  { column, descending }: Order,
): readonly RunSummary[] {
  return runs
    .map((run) => ({ run, key: keyOf(run, column) }))
    .sort((a, b) => {
      const newest = b.run.number - a.run.number;
      if (a.key === null || b.key === null) {
        return Number(a.key === null) - Number(b.key === null) || newest;
      }
      const ascending = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return (descending ? -ascending : ascending) || newest;
    })
    .map(({ run }) => run);
}

/** Every tag once, in the order of the language. */
export function tagsOf(runs: readonly RunSummary[], language: string): readonly string[] {
  const { compare } = new Intl.Collator(language);
  return [...new Set(runs.flatMap(({ tags = [] }) => tags))].sort(compare);
}

/** Tags as they are typed: between commas, of either script. */
export function parseTags(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split(/[,，、;；\n]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ];
}
