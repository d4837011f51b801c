import type { AppErrorData } from '#contract/errors';
import type { Language } from '#contract/settings';
import type { SheetLab, StepType } from '#contract/sheet';
import * as v from 'valibot';
import type { App } from '../../state/app.svelte';
import { labSettings } from '../lab-settings';
import { addStep, draftOf, finish, moveStep, newDraft, readDraft, type Draft } from './draft';

/** Where the draft is kept between launches, beside the labs' settings. */
const KEY = 'sheet-editor';

/** The sheet that is being made. What is typed is kept, also while one looks into the lab. */
export class SheetEditorState {
  draft: Draft;
  /** The language whose texts are on show. */
  language = $state<Language>('en');
  /** The name of the file it was saved as. */
  saved = $state<string>();
  error = $state.raw<AppErrorData | null>(null);

  /** @param lab the lab to make a new sheet from, instead of going on with the last one */
  constructor(
    private readonly app: App,
    lab: SheetLab | undefined,
  ) {
    this.language = app.settings.language;
    const kept = lab ? undefined : readDraft(app.settings.lab(KEY, v.unknown()));
    const made = lab ?? 'softmax-regression';
    this.draft = $state(kept ?? newDraft(made, labSettings(app.settings, made)));
  }

  readonly finished = $derived.by(() => finish($state.snapshot(this.draft)));

  keep(): void {
    this.saved = undefined;
    this.app.settings.changeLab(KEY, JSON.parse(JSON.stringify(this.draft)));
  }

  /** Another lab, with its settings as they are there; controls are that lab's own. */
  chooseLab(lab: SheetLab): void {
    this.draft.lab = lab;
    this.draft.controls = {};
    for (const step of this.draft.steps) step.settings = null;
    this.takeSettings();
  }

  /** The lab's settings as they are now. */
  takeSettings(): void {
    this.draft.settings = labSettings(this.app.settings, this.draft.lab);
    this.keep();
  }

  /** What the lab is set to now, and the sheet was not, holds from this step on. */
  takeStepSettings(index: number): void {
    const step = this.draft.steps[index];
    if (!step) return;
    const now = Object.entries(labSettings(this.app.settings, this.draft.lab)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.draft.settings[name]),
    );
    step.settings = now.length > 0 ? Object.fromEntries(now) : null;
    this.keep();
  }

  /** Starts anew, or from a copy of the sheet that is open. */
  startAnew(): void {
    const { lab } = this.draft;
    this.draft = newDraft(lab, labSettings(this.app.settings, lab));
    this.keep();
  }
  copyOpen(): void {
    const session = this.app.sheets.session;
    if (!session) return;
    this.draft = draftOf(session.sheet);
    this.keep();
  }

  add(type: StepType): void {
    addStep(this.draft, type);
    this.keep();
  }
  move(index: number, by: 1 | -1): number {
    const to = moveStep(this.draft, index, by);
    this.keep();
    return to;
  }
  remove(index: number): void {
    this.draft.steps.splice(index, 1);
    this.keep();
  }

  /** Shows the whole sheet as a class will see it, in its lab; leaving it leads back here. */
  async tryOut(): Promise<void> {
    const { finished } = this;
    if (finished.ok) await this.app.sheets.tryOut(finished.sheet, finished.sheet.id);
  }

  async save(): Promise<void> {
    const { finished } = this;
    if (!finished.ok) return;
    const reply = await this.app.client.call('saveSheet', { sheet: finished.sheet });
    this.error = reply.ok ? null : reply.error;
    if (reply.ok && reply.value) this.saved = reply.value.file;
  }
}
