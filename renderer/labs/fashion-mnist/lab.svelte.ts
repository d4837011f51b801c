import type { AppErrorData } from '#contract/errors';
import {
  splits,
  type MinibatchReading,
  type PicturesPage,
  type ResizedMinibatch,
  type Split,
  type SplitStatistics,
} from '#contract/fashion-mnist';
import type { App } from '../../state/app.svelte';
import { keptLab } from '../kept-lab';
import { LiveAnswer } from '../../state/live-answer.svelte';
import { runTask } from '../../state/task';
import { fashionLabSchema, notesSettings, type FashionLabSettings } from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'fashion-mnist';

const NUM_TRAIN = 60_000;

/** What is set in the lab, and what is known of the data. */
export class FashionLab {
  settings = $state<FashionLabSettings>(notesSettings);
  /** Whether each field's text is a value it allows. */
  valid = $state({
    index: true,
    seed: true,
    batchSize: true,
    repeats: true,
    resize: true,
    resizedBatchSize: true,
  });
  /** Where the page on show was asked to begin. */
  from = $state(0);
  /** By split, once they are there. */
  statistics = $state.raw<Readonly<Partial<Record<Split, SplitStatistics>>>>({});
  /** Examples read so far, of those to come, while the minibatches are read. */
  underWay = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  /** The last reading, with the batch size that it was made with. */
  reading = $state.raw<(MinibatchReading & { readonly batchSize: number }) | null>(null);
  /** Why the last reading, or the statistics, could not be had. */
  error = $state.raw<AppErrorData | null>(null);

  readonly #page: LiveAnswer<PicturesPage>;
  readonly #resized: LiveAnswer<ResizedMinibatch>;
  #controller = new AbortController();
  /** Settled once no statistics are under way: nothing may be timed beside them. */
  #statisticsDone: Promise<void> | null = null;

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, fashionLabSchema);
    this.from = this.settings.index;
    this.#page = new LiveAnswer(app.client, (output) => 'before' in output);
    this.#resized = new LiveAnswer(app.client, (output) => 'shown' in output);
  }

  /** The data set is there, and what reads it. */
  get ready(): boolean {
    return this.app.dataset.ready && this.app.trainer.engine !== null;
  }
  /** A run is under way: reading would be timed beside it. */
  get blocked(): boolean {
    return this.app.runs.underWay !== null;
  }
  get canRead(): boolean {
    const { batchSize, repeats, seed } = this.valid;
    return this.ready && !this.blocked && batchSize && repeats && seed;
  }
  get page(): PicturesPage | null {
    return this.#page.value;
  }
  get resized(): ResizedMinibatch | null {
    return this.#resized.value;
  }
  /** What went wrong with anything that was asked for. */
  get problem(): AppErrorData | null {
    return this.error ?? this.#page.error ?? this.#resized.error;
  }
  /** The picture looked at: its place on the page, from 0, and what it is. */
  get picture(): { place: number; index: number; label: number } | null {
    const images = this.page?.rows.flat().map(({ image }) => image) ?? [];
    const place = images.findIndex(({ index }) => index === this.settings.index);
    const image = images[place] ?? images[0];
    return image ? { place: Math.max(0, place), ...image } : null;
  }

  /** Asks for the page that is set. */
  askForPage(): void {
    const { split, label } = this.settings;
    this.#page.ask({ task: 'browsePictures', input: { split, label, from: this.from } });
  }

  /** Asks for a minibatch of the size that is set. */
  askForResized(): void {
    const { resize, resizedBatchSize, seed } = this.settings;
    const input = { resize, batchSize: resizedBatchSize, seed };
    this.#resized.ask({ task: 'resizedMinibatch', input });
  }

  /** Asks for what is not known of the splits yet, the one on show first. */
  askForStatistics(): void {
    this.#statisticsDone ??= this.#loadStatistics().finally(() => (this.#statisticsDone = null));
  }

  async #loadStatistics(): Promise<void> {
    const { split: shown } = this.settings;
    for (const split of [shown, ...splits.filter((other) => other !== shown)]) {
      if (this.statistics[split]) continue;
      const reply = await runTask(
        this.app.client,
        { task: 'splitStatistics', input: { split } },
        (output) => 'means' in output,
      );
      if (reply.ok) this.statistics = { ...this.statistics, [split]: reply.value };
      else this.error = reply.error;
    }
  }

  /** Shows the pictures from this place on, and looks at the first of them. */
  goTo(from: number): void {
    this.from = from;
    this.settings.index = from;
    this.keep();
  }

  /** A lab sheet keeps the picture as it is. */
  get fixed(): boolean {
    return this.app.sheets.lockOf('index') !== undefined;
  }

  /** Looks at a picture of the page. */
  look(index: number): void {
    if (this.fixed) return;
    this.settings.index = index;
    this.keep();
  }

  chooseSplit(split: Split): void {
    this.settings.split = split;
    this.goTo(0);
  }

  chooseClass(label: number | null): void {
    this.settings.label = label;
    this.goTo(0);
  }

  /** Reads all minibatches, as often as is set. */
  async read(): Promise<void> {
    if (!this.canRead || this.underWay) return;
    const { batchSize, repeats, seed } = this.settings;
    const { signal } = (this.#controller = new AbortController());
    this.error = null;
    this.underWay = { done: 0, total: repeats * NUM_TRAIN };
    await this.#statisticsDone;
    const reply = await runTask(
      this.app.client,
      { task: 'readMinibatches', input: { batchSize, repeats, seed } },
      (output) => 'times' in output,
      { signal, progress: (done, total) => (this.underWay = { done, total }) },
    );
    this.underWay = null;
    if (reply.ok) {
      this.reading = { ...reply.value, batchSize };
      this.app.settings.markDone(LAB);
    } else if (!signal.aborted) this.error = reply.error;
  }

  cancel(): void {
    this.#controller.abort();
  }

  /** Keeps what is set for the next launch. */
  keep(): void {
    this.app.settings.changeLab(LAB, { ...this.settings });
  }

  /** The settings of the notes again, and the first page. */
  reset(): void {
    this.cancel();
    this.settings = this.app.settings.initial(LAB, fashionLabSchema);
    this.reading = null;
    this.error = null;
    this.goTo(this.settings.index);
  }
}

export const labOf = keptLab(
  (app) => new FashionLab(app),
  (lab) => lab.cancel(),
);
