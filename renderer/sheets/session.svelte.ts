import type { AppErrorData } from '#contract/errors';
import type { Epoch, Lab, RunRecord } from '#contract/run';
import {
  runAfter,
  settingsAt,
  type Sheet,
  type SheetMeasure,
  type SheetStep,
  type ControlState,
} from '#contract/sheet';
import type {
  Answers,
  CurvePoint,
  OpenedSheet,
  RunAnswer,
  SheetAnswer,
} from '#contract/sheet-answers';
import { gapOf, scaleOf, sketchEpochs, sketchGap, type Scale } from '#contract/sheet-score';
import type { Client } from '../api';
import type { FollowedRun } from '../state/run.svelte';
import { epochsOf } from './lab-settings';
import { timeNow } from './time';

/** What a locked control says instead of its own hint; `predict`: it waits for the prediction. */
export type Lock = ControlState | 'predict';

/** A curve drawn before it is trained. */
export interface Sketch {
  readonly measure: SheetMeasure;
  readonly scale: Scale;
  readonly points: readonly CurvePoint[];
  /** Its points can still be dragged. */
  readonly open: boolean;
}

/** Where a sketch begins: level, in the middle of what can be drawn. */
const level: Readonly<Record<Scale, number>> = { fraction: 0.5, loss: 1.2, decades: 1 };

/** The kind of run that a lab trains. */
export function runLab({ lab }: Sheet): Lab | undefined {
  if (lab === 'softmax-regression') return 'softmax';
  return lab === 'linear-regression' ? 'linear' : undefined;
}

/** One sheet being worked on: the step on show, and the answers, which are kept as they are given. */
export class SheetSession {
  readonly key: string;
  readonly sheet: Sheet;
  /** The name of answers that could not be read and were set aside. */
  readonly setAside: string | undefined;
  #answers: Answers;
  /** Why the last answer could not be kept. */
  error = $state.raw<AppErrorData | null>(null);
  /** Settings that the lab does not have, or not with this value; they were left out. */
  unfit = $state.raw<readonly string[]>([]);
  #draft = $state.raw<{ readonly step: string; readonly points: readonly CurvePoint[] } | null>(
    null,
  );
  /** The lab's newest run when the step was entered: a run of the step is another one. */
  #runBefore: string | undefined;
  #writing: Promise<void> | null = null;
  #changed = false;

  constructor(
    private readonly client: Client,
    { key, sheet, answers, setAside }: OpenedSheet,
    private readonly now: () => string = timeNow,
  ) {
    this.key = key;
    this.sheet = sheet;
    this.setAside = setAside;
    const last = sheet.steps.length - 1;
    this.#answers = $state.raw({ ...answers, step: Math.min(answers.step, last) });
  }

  get index(): number {
    return this.#answers.step;
  }
  get step(): SheetStep {
    const step = this.sheet.steps[this.index];
    if (!step) throw new RangeError(`no step ${this.index}`);
    return step;
  }
  get last(): boolean {
    return this.index === this.sheet.steps.length - 1;
  }
  /** The answer to a step. */
  answerTo(step: SheetStep): SheetAnswer | undefined {
    return this.#answers.answers[step.id];
  }
  /** Whether the step on show has what it asks for; a text may be left for later. */
  get canGoOn(): boolean {
    const { step } = this;
    return step.type === 'read' || step.type === 'explain' || this.answerTo(step) !== undefined;
  }
  /** Whether a step can be gone to: every prediction and run before it is there. */
  canGoTo(index: number): boolean {
    return this.sheet.steps
      .slice(0, index)
      .every((step) => (step.type !== 'predict' && step.type !== 'run') || this.answerTo(step));
  }
  /** The settings in force, as far as the sheet names any. */
  get settings() {
    return settingsAt(this.sheet, this.index);
  }

  /** Shows another step. `run` is the lab's newest by now. */
  go(index: number, run: FollowedRun | null): void {
    if (index < 0 || index >= this.sheet.steps.length || !this.canGoTo(index)) return;
    this.#runBefore = run?.id;
    this.#change({ ...this.#answers, step: index });
  }

  /** Whether a control can be used, and why not. */
  lockOf(name: string): Lock | undefined {
    if (name !== 'train') return this.sheet.controls[name];
    const waits = this.step.type === 'predict' && this.answerTo(this.step) === undefined;
    return waits ? 'predict' : undefined;
  }

  /** Keeps an answer to the step on show. */
  answer(answer: WithoutTime<SheetAnswer>): void {
    this.#answer({ [this.step.id]: { ...answer, at: this.#time() } });
  }

  /** Whether the run that shows if the prediction was right has been trained, or there is none to wait for. */
  isRevealed(index: number): boolean {
    const run = this.sheet.steps[runAfter(this.sheet, index)];
    return run === undefined || this.answerTo(run) !== undefined;
  }

  /** Takes in the lab's newest run: a new one that has ended is the answer to the run that the step on show asks for. */
  runSeen(run: FollowedRun | null): void {
    const { step } = this;
    if (step.type !== 'run' || step.what !== 'train' || !run || run.id === this.#runBefore) return;
    if (run.underWay || run.record.state === 'failed') return;
    if (run.epochs.length === 0 && !run.divergence) return;
    const known = this.answerTo(step);
    if (known?.kind === 'run' && known.runId === run.id) return;
    const at = this.#time();
    this.#answer({
      [step.id]: { ...runAnswer(run.record), at },
      ...this.#outcomes(run.id, run.epochs),
    });
  }

  /** A run that was trained before and is shown again: it answers nothing new. */
  knowRun(id: string): void {
    this.#runBefore = id;
  }

  /** The predictions that the run of the step on show answers, with how far off they were. */
  #outcomes(runId: string, epochs: readonly Epoch[]): Record<string, SheetAnswer> {
    const { lab } = this.sheet;
    const compared: Record<string, SheetAnswer> = {};
    this.sheet.steps.forEach((step, index) => {
      const answer = this.answerTo(step);
      if (step.type !== 'predict' || !answer || runAfter(this.sheet, index) !== this.index) return;
      if (answer.kind === 'curve' && step.ask.kind === 'curve') {
        const { measure } = step.ask;
        const gap = sketchGap(answer.points, epochs, measure, scaleOf(lab, measure));
        compared[step.id] = { ...answer, outcome: { runId, gap } };
      } else if (answer.kind === 'number' && step.ask.kind === 'number') {
        const { measure } = step.ask;
        const gap = gapOf(answer.value, epochs.at(-1)?.[measure], scaleOf(lab, measure));
        compared[step.id] = { ...answer, outcome: { runId, gap } };
      }
    });
    return compared;
  }

  /** The curve that is being sketched, or was: of the step on show, else of the nearest one before it. */
  get sketch(): Sketch | null {
    const { step, sheet, index } = this;
    if (step.type === 'predict' && step.ask.kind === 'curve' && !this.answerTo(step)) {
      const { measure } = step.ask;
      const scale = scaleOf(sheet.lab, measure);
      return { measure, scale, points: this.draft, open: true };
    }
    const sketched = sheet.steps
      .slice(0, index + 1)
      .findLast((one) => one.type === 'predict' && one.ask.kind === 'curve');
    if (sketched?.type !== 'predict' || sketched.ask.kind !== 'curve') return null;
    const answer = this.answerTo(sketched);
    if (answer?.kind !== 'curve') return null;
    const { measure } = sketched.ask;
    return { measure, scale: scaleOf(sheet.lab, measure), points: answer.points, open: false };
  }

  /** The points of the sketch under way. */
  get draft(): readonly CurvePoint[] {
    const { step, sheet } = this;
    if (this.#draft?.step === step.id) return this.#draft.points;
    if (step.type !== 'predict' || step.ask.kind !== 'curve') return [];
    const value = level[scaleOf(sheet.lab, step.ask.measure)];
    return sketchEpochs(epochsOf(sheet.lab, this.settings)).map((epoch) => ({ epoch, value }));
  }

  /** Moves a point of the sketch under way. */
  draw(epoch: number, value: number): void {
    const points = this.draft.map((point) => (point.epoch === epoch ? { epoch, value } : point));
    this.#draft = { step: this.step.id, points };
  }

  /** Resolves when every answer is on disk, or could not be written. */
  async kept(): Promise<void> {
    await this.#writing;
  }

  #answer(answers: Record<string, SheetAnswer>): void {
    this.#change({ ...this.#answers, answers: { ...this.#answers.answers, ...answers } });
  }

  #change(answers: Answers): void {
    this.#answers = { ...answers, changedAt: this.#time() };
    this.#changed = true;
    this.#writing ??= this.#write();
  }

  /** One write at a time, each with all that has changed by then. */
  async #write(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      const reply = await this.client.call('keepAnswers', {
        key: this.key,
        answers: this.#answers,
      });
      this.error = reply.ok ? null : reply.error;
    }
    this.#writing = null;
  }

  #time(): string {
    return this.now();
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

function runAnswer({ id, number, state, epochs }: RunRecord): Omit<RunAnswer, 'at'> {
  const last = epochs.at(-1);
  return {
    kind: 'run',
    runId: id,
    number,
    state,
    trainLoss: last?.trainLoss ?? null,
    ...(last?.trainAcc !== undefined && { trainAcc: last.trainAcc }),
    ...(last?.testAcc !== undefined && { testAcc: last.testAcc }),
  };
}
