import type { AxisSums, OverflowTraces, Picked, SoftmaxRows } from '#contract/cross-entropy';
import { resized, shapeOf } from '../../components/matrix';
import type { App } from '../../state/app.svelte';
import { LiveAnswer } from '../../state/live-answer.svelte';
import { defaultSettings, entropyLabSchema, type EntropyLabSettings } from './settings';

/** This lab's folder and its key in the settings. */
export const LAB = 'cross-entropy';

/** What is set in the lab, and what the trainer makes of it. */
export class EntropyLab {
  settings = $state<EntropyLabSettings>(defaultSettings());
  /** By the step that asks. */
  readonly answers: {
    readonly sums: LiveAnswer<AxisSums>;
    readonly softmax: LiveAnswer<SoftmaxRows>;
    readonly pick: LiveAnswer<Picked>;
    readonly overflow: LiveAnswer<OverflowTraces>;
  };

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(LAB, entropyLabSchema);
    const { client } = app;
    this.answers = {
      sums: new LiveAnswer(client, (output) => 'axis0' in output),
      softmax: new LiveAnswer(client, (output) => 'rowSums' in output),
      pick: new LiveAnswer(client, (output) => 'picked' in output),
      overflow: new LiveAnswer(client, (output) => 'naive' in output),
    };
  }

  /** What went wrong with the last question of the step on show. */
  get error() {
    return this.answers[this.settings.part].error;
  }

  /** Asks for what the step on show needs: at every change, and when the trainer is there again. */
  ask(): void {
    if (this.app.trainer.engine === null) return;
    const { part, X, seed, logitRows, yHat, y, logits, label } = $state.snapshot(this.settings);
    switch (part) {
      case 'sums':
        this.answers.sums.ask({ task: 'axisSums', input: { X } });
        return;
      case 'softmax':
        this.answers.softmax.ask({ task: 'softmaxRows', input: { X: logitRows, seed } });
        return;
      case 'pick':
        this.answers.pick.ask({ task: 'pick', input: { yHat, y } });
        return;
      case 'overflow':
        this.answers.overflow.ask({ task: 'overflow', input: { logits, label } });
        return;
    }
  }

  resizeX(rows: number, columns: number): void {
    this.settings.X = resized(this.settings.X, rows, columns, 1);
    this.keep();
  }

  /** Other numbers of examples and classes; a label that is no class any more becomes the last one. */
  resizeYHat(examples: number, classes: number): void {
    this.settings.yHat = resized(this.settings.yHat, examples, classes, 0);
    this.settings.y = Array.from({ length: examples }, (_, i) =>
      Math.min(this.settings.y[i] ?? 0, classes - 1),
    );
    this.keep();
  }

  get sizeOfX() {
    return shapeOf(this.settings.X);
  }
  get sizeOfYHat() {
    return shapeOf(this.settings.yHat);
  }

  /** Other random logits; edits are dropped. */
  draw(seed: number): void {
    this.settings.seed = seed;
    this.settings.logitRows = null;
    this.keep();
  }

  setLogits(logits: readonly number[]): void {
    this.settings.logits = [...logits];
    this.keep();
  }

  /** Keeps what is set for the next launch. Changing a number is what this lab is about. */
  keep(): void {
    this.app.settings.changeLab(LAB, $state.snapshot(this.settings));
    this.app.settings.markDone(LAB);
  }

  /** Keeps which step is on show. */
  keepPart(): void {
    this.app.settings.changeLab(LAB, $state.snapshot(this.settings));
  }

  /** The notes' numbers again; the step on show stays. */
  reset(): void {
    const { part } = this.settings;
    this.settings = { ...this.app.settings.initial(LAB, entropyLabSchema), part };
    this.keepPart();
  }
}
