import type { AppErrorData } from '#contract/errors';
import {
  MAX_TABLE_BYTES,
  type Houses,
  type Table,
  type TableFit,
  type TableReading,
} from '#contract/table';
import type { TaskOutput } from '#contract/tasks';
import { m } from '#messages';
import type { App } from '../../state/app.svelte';
import { keptLab } from '../kept-lab';
import { LiveAnswer } from '../../state/live-answer.svelte';
import { runTask } from '../../state/task';
import {
  examplesOf,
  fullColumn,
  inSquareFeet,
  likelyChoice,
  type Choice,
  type Examples,
} from './examples';
import { firstSettings, ideaLabSchema, type FieldName, type IdeaLabSettings } from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'idea';

export type Source = 'houses' | 'file';
type Problem = Extract<TableReading, { ok: false }>['problem'];

/** A person's own file: what is in it, or what is wrong with it. */
type OpenedFile = { readonly name: string; readonly number: number } & (
  | { readonly table: Table; readonly problem?: undefined }
  | { readonly problem: Problem; readonly table?: undefined }
);

const isHouses = (output: TaskOutput): output is Houses => 'truth' in output;
const isReading = (output: TaskOutput): output is TableReading => 'ok' in output;
const isFit = (output: TaskOutput): output is TableFit => 'scaling' in output;

const allValid: Readonly<Record<FieldName, boolean>> = {
  learningRate: true,
  batchSize: true,
  epochs: true,
  seed: true,
  numHouses: true,
};

/** What is set in the lab, the table it is about, and what fitting it came to. */
export class IdeaLab {
  settings = $state<IdeaLabSettings>(firstSettings);
  valid = $state<Record<FieldName, boolean>>({ ...allValid });
  source = $state<Source>('houses');
  file = $state.raw<OpenedFile | null>(null);
  /** The columns chosen of the file. */
  choice = $state.raw<Choice | null>(null);
  /** Epochs of the fit under way. */
  underWay = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  error = $state.raw<AppErrorData | null>(null);
  /** The figures of a house typed in, for a table of a person's own. */
  typed = $state<number[]>([]);
  readonly #houses: LiveAnswer<Houses>;
  /** The last fit, of which data it is, and how many epochs were asked for. */
  #fit = $state.raw<{
    readonly of: string;
    readonly fit: TableFit;
    readonly epochs: number;
  } | null>(null);
  /** Files opened so far: two of the same name are two. */
  #opened = 0;
  #controller = new AbortController();

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, ideaLabSchema);
    this.#houses = new LiveAnswer(app.client, isHouses);
  }

  get #houseTable(): Table | null {
    const houses = this.#houses.value;
    if (!houses) return null;
    return {
      rows: houses.price.length,
      columns: [
        fullColumn(m.idea_area(), m.idea_unit_area(), houses.area),
        fullColumn(m.idea_age(), m.idea_unit_age(), houses.age),
        ...(this.settings.feetToo
          ? [fullColumn(m.idea_area(), m.idea_unit_feet(), inSquareFeet(houses.area))]
          : []),
        fullColumn(m.idea_price(), m.idea_unit_price(), houses.price),
      ],
    };
  }

  /** The table on show; null while there is none. */
  get table(): Table | null {
    return this.source === 'houses' ? this.#houseTable : (this.file?.table ?? null);
  }
  get examples(): Examples | null {
    const { table } = this;
    if (!table) return null;
    const choice = this.source === 'houses' ? likelyChoice(table) : this.choice;
    return choice && examplesOf(table, choice);
  }
  /** What the made-up prices come from: w of each feature, then b; null where nobody knows. */
  get truth(): readonly number[] | null {
    const truth = this.#houses.value?.truth;
    if (this.source !== 'houses' || !truth) return null;
    const { wArea, wAge, b } = truth;
    return this.settings.feetToo ? [wArea, wAge, 0, b] : [wArea, wAge, b];
  }

  /** Names the data that are fitted: the same name, the same numbers. */
  get #dataName(): string {
    const { seed, numHouses, feetToo } = this.settings;
    return this.source === 'houses'
      ? JSON.stringify([seed, numHouses, feetToo])
      : JSON.stringify([this.file?.number, this.choice]);
  }
  /** What fitting these very data came to. */
  get fit(): TableFit | null {
    return this.#fit?.of === this.#dataName ? this.#fit.fit : null;
  }
  /** Epochs that SGD was, or will be, asked for. */
  get epochs(): number {
    return (this.fit ? this.#fit?.epochs : undefined) ?? this.settings.epochs;
  }
  /** By the formula: w [d], then b; null before there is a fit. */
  get analyticWeights(): readonly number[] | null {
    return this.fit && [...this.fit.analytic.w, this.fit.analytic.b];
  }
  get sgdWeights(): readonly number[] | null {
    return this.fit?.sgd.epochs.at(-1)?.weights ?? null;
  }

  get housesError(): AppErrorData | null {
    return this.#houses.error;
  }

  get canTrain(): boolean {
    return (
      Object.values(this.valid).every(Boolean) &&
      this.app.trainer.status.state !== 'failed' &&
      this.examples !== null &&
      this.examples.y.length > 0
    );
  }

  /** The features of the house that is typed in, as many as the examples have. */
  get house(): readonly number[] {
    if (this.source === 'file') {
      return this.choice?.features.map((_, j) => this.typed[j] ?? Number.NaN) ?? [];
    }
    const { area, age } = this.settings.house;
    return this.settings.feetToo
      ? [area, age, ...inSquareFeet(Float64Array.of(area))]
      : [area, age];
  }

  askForHouses(): void {
    const { seed, numHouses } = this.settings;
    this.#houses.ask({ task: 'houses', input: { seed, numHouses } });
  }

  keep(): void {
    this.app.settings.changeLab(LAB, {
      ...this.settings,
      house: { ...this.settings.house },
    });
  }

  toggleData(): void {
    this.settings.dataOpen = !this.settings.dataOpen;
    if (!this.settings.dataOpen) this.valid.numHouses = true;
    this.keep();
  }

  choose(choice: Choice): void {
    this.choice = choice;
    // A house in the middle of the data, until someone types another one.
    this.typed = this.examples?.features.map(({ values }) => typical(values)) ?? [];
  }

  async open(file: File): Promise<void> {
    this.source = 'file';
    this.error = null;
    this.choice = null;
    const of = { name: file.name, number: (this.#opened += 1) };
    if (file.size > MAX_TABLE_BYTES) {
      this.file = { ...of, problem: { code: 'tooLarge' } };
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const reply = await runTask(
      this.app.client,
      { task: 'readTable', input: { bytes } },
      isReading,
    );
    if (!reply.ok) {
      this.file = null;
      this.error = reply.error;
    } else if (!reply.value.ok) {
      this.file = { ...of, problem: reply.value.problem };
    } else {
      const { table } = reply.value;
      this.file = { ...of, table };
      const likely = likelyChoice(table);
      if (likely) this.choose(likely);
    }
  }

  /** Fits the examples both ways. */
  async train(): Promise<void> {
    const { examples } = this;
    if (!this.canTrain || this.underWay || !examples) return;
    const { learningRate, batchSize, epochs, seed } = this.settings;
    const of = this.#dataName;
    this.error = null;
    this.underWay = { done: 0, total: epochs };
    const { signal } = (this.#controller = new AbortController());
    // What is asked for while the trainer starts begins as soon as it is there.
    if (!(await this.app.trainer.ready())) {
      this.underWay = null;
      return;
    }
    const reply = await runTask(
      this.app.client,
      {
        task: 'fitTable',
        input: { features: examples.X, labels: examples.y, learningRate, batchSize, epochs, seed },
      },
      isFit,
      { signal, progress: (done, total) => (this.underWay = { done, total }) },
    );
    this.underWay = null;
    if (reply.ok) this.#fit = { of, fit: reply.value, epochs };
    else if (reply.error.code !== 'cancelled') this.error = reply.error;
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Back to the first settings, the made-up houses and no fit. */
  reset(): void {
    this.stop();
    const { dataOpen } = this.settings;
    this.settings = { ...this.app.settings.initial(LAB, ideaLabSchema), dataOpen };
    this.source = 'houses';
    this.error = null;
    this.#fit = null;
    this.keep();
  }

  /** After a divergence: half of the rate, and again. */
  async halveAndTrain(): Promise<void> {
    this.settings.learningRate /= 2;
    this.keep();
    await this.train();
  }
}

export const labOf = keptLab(
  (app) => new IdeaLab(app),
  (lab) => lab.stop(),
);

/** A whole number near the middle of a column. */
function typical(values: Float64Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.abs(middle) < 10 ? Number(middle.toPrecision(2)) : Math.round(middle);
}
