import type { AppErrorData, Reply } from '#contract/errors';
import { isSheetLab, SHEET_EXTENSION, sheetLimits, type Sheet } from '#contract/sheet';
import type { OpenedSheet } from '#contract/sheet-answers';
import type { Client } from '../api';
import type { Route } from '../state/route.svelte';
import type { FollowedRun, Runs } from '../state/run.svelte';
import type { Settings } from '../state/settings.svelte';
import { unfitSettings } from './lab-settings';
import { runLab, SheetSession, type Lock } from './session.svelte';

/** The lab sheet that is open, if there is one. It takes the lab's settings over and gives them back when it is left. */
export class Sheets {
  #session = $state.raw<SheetSession | null>(null);
  /** A sheet that waits until the run under way is stopped. */
  waiting = $state.raw<OpenedSheet | null>(null);
  /** Why the last file could not be opened. */
  error = $state.raw<AppErrorData | null>(null);
  /** Counts the times that settings were set: the lab's page starts anew with each. */
  revision = $state(0);
  /** The heading of the step on show is to get the focus. */
  #focus = false;
  /** The sheet is the editor's draft, looked at as a class will see it: leaving it leads back there. */
  #tried = false;
  /** The lab's run before the sheet was opened. */
  #before: FollowedRun | null = null;

  constructor(
    private readonly client: Client,
    private readonly settings: Settings,
    private readonly runs: Runs,
    private readonly route: Route,
  ) {}

  /** The sheet that is open, whatever page is on show. */
  get session(): SheetSession | null {
    return this.#session;
  }
  /** The sheet that belongs to the page on show. */
  get here(): SheetSession | null {
    return this.#session?.sheet.lab === this.route.page ? this.#session : null;
  }

  /** Whether a sheet can lead through the page on show. */
  get fitHere(): boolean {
    return isSheetLab(this.route.page);
  }

  /** Why a control of the page on show cannot be used; undefined where it can. */
  lockOf(name: string): Lock | undefined {
    return this.here?.lockOf(name);
  }

  /** Opens what the system or the menu asks for, until the returned function is called. */
  follow(): () => void {
    const stops = [
      this.client.on('sheetWaiting', () => void this.take()),
      this.client.on('menu', (command) => {
        if (command === 'openSheet') void this.openFile();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Opens the sheet that the app was started with, if there is one. */
  async take(): Promise<void> {
    this.#opened(await this.client.call('takeSheet', undefined));
  }
  async openFile(): Promise<void> {
    this.#opened(await this.client.call('openSheetFile', undefined));
  }
  async openReady(id: string): Promise<void> {
    this.#opened(await this.client.call('openSheet', { from: 'ready', id }));
  }
  async openKept(key: string): Promise<void> {
    this.#opened(await this.client.call('openSheet', { from: 'kept', key }));
  }

  /** Opens the editor's draft, to be seen as a whole. */
  async tryOut(sheet: Sheet, name: string): Promise<void> {
    const text = JSON.stringify(sheet);
    this.#opened(await this.client.call('openSheetText', { name, text }), true);
  }

  /** Opens a file that was dropped. @returns whether it is a sheet's, by its name */
  drop(file: File): boolean {
    if (!file.name.toLowerCase().endsWith(SHEET_EXTENSION)) return false;
    void this.#openDropped(file);
    return true;
  }

  /** Stops the run under way, which is kept, and opens the sheet that waits for it. */
  async stopAndOpen(): Promise<void> {
    const opened = this.waiting;
    if (!opened) return;
    this.error = await this.runs.control('stop');
    if (this.error) return;
    await this.#ended();
    this.waiting = null;
    this.#begin(opened);
  }

  /** Shows another step, with its settings. */
  go(index: number): void {
    const session = this.#session;
    if (!session) return;
    const before = JSON.stringify(session.settings);
    session.go(index, this.#run(session));
    if (JSON.stringify(session.settings) !== before) this.#set(session);
  }

  /** The next step that is drawn gets the focus: its page may start anew. */
  wantFocus(): void {
    this.#focus = true;
  }
  takeFocus(): boolean {
    const wanted = this.#focus;
    this.#focus = false;
    return wanted;
  }

  /** Leaves the sheet: the lab is again as it was before. */
  leave(): void {
    const back = this.#tried;
    this.#close();
    if (back) this.route.go('sheet-editor');
  }

  #close(): void {
    const session = this.#session;
    this.#tried = false;
    if (!session) return;
    this.#session = null;
    this.settings.lend(null);
    const lab = runLab(session.sheet);
    if (lab && !this.runs.latest(lab)?.underWay) {
      this.runs.forget(lab);
      if (this.#before) this.runs.show(this.#before.record);
    }
    this.#before = null;
    this.revision += 1;
  }

  async #openDropped(file: File): Promise<void> {
    if (file.size > 3 * sheetLimits.file) {
      const params = {
        file: file.name,
        field: 'size',
        value: String(file.size),
        allowed: `${sheetLimits.file}`,
      };
      this.error = { code: 'invalidFile', params };
      return;
    }
    const text = await file.text();
    this.#opened(await this.client.call('openSheetText', { name: file.name, text }));
  }

  #opened(reply: Reply<OpenedSheet | null>, tried = false): void {
    this.error = reply.ok ? null : reply.error;
    if (!reply.ok || !reply.value) return;
    if (this.runs.underWay) this.waiting = reply.value;
    else this.#begin(reply.value, tried);
  }

  #begin(opened: OpenedSheet, tried = false): void {
    this.#close();
    this.#tried = tried;
    const session = new SheetSession(this.client, opened);
    this.#session = session;
    const lab = runLab(opened.sheet);
    if (lab) {
      this.#before = this.runs.latest(lab);
      this.runs.forget(lab);
      void this.#showRun(session);
    }
    this.#set(session);
    this.route.go(opened.sheet.lab);
  }

  /** The lab takes the settings in force at the step on show. */
  #set(session: SheetSession): void {
    const { lab } = session.sheet;
    const unfit = unfitSettings(lab, session.settings);
    const values = Object.entries(session.settings).filter(([name]) => !unfit.includes(name));
    this.settings.lend({
      lab,
      values: Object.fromEntries(values),
      fixed: Object.keys(session.sheet.controls),
    });
    session.unfit = unfit;
    this.revision += 1;
  }

  /** Where one goes on with a sheet: the run that was trained last on it. */
  async #showRun(session: SheetSession): Promise<void> {
    const { steps } = session.sheet;
    const answer = steps
      .slice(0, session.index + 1)
      .map((step) => session.answerTo(step))
      .findLast((one) => one?.kind === 'run');
    if (answer?.kind !== 'run') return;
    const reply = await this.client.call('openRun', { id: answer.runId });
    if (reply.ok && this.#session === session && !this.runs.underWay) {
      this.runs.show(reply.value);
      session.knowRun(answer.runId);
    }
  }

  /** Resolves when no run is under way. */
  #ended(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.runs.underWay) return;
        stop();
        resolve();
      };
      const stop = this.client.on('runState', look);
      look();
    });
  }

  #run({ sheet }: SheetSession): FollowedRun | null {
    const lab = runLab(sheet);
    return lab ? this.runs.latest(lab) : null;
  }
}
