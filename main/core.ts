/**
 * The app without its window: trainer, data set, runs and settings, wired together, and the answer to every call.
 * It knows no Electron, so that the command line, the window and the tests use the very same.
 */
import type { AppState } from '#contract/calls';
import type { EngineInfo } from '#contract/engine';
import { AppError, toErrorData, type AppErrorData } from '#contract/errors';
import type { Language, Settings, Theme } from '#contract/settings';
import { m } from '#messages';
import { errorText } from '#messages/errors';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { analysisHandlers } from './analysis';
import { classHandlers } from './class/handlers';
import type { DatasetPlaces } from './dataset';
import { DatasetKeeper } from './dataset-keeper';
import { diagnosticsHandlers } from './diagnostics/diagnostics';
import { EventBus } from './event-bus';
import { Exports, type ExportEffects } from './exports/exports';
import type { CallHandlers } from './ipc';
import type { LinkName } from './links';
import { effectiveLanguage } from './locale';
import type { Logger } from './diagnostics/logger';
import type { DataPaths } from './paths';
import { CheckpointStore } from './runs/checkpoints';
import { Conductor } from './runs/conductor';
import { historyHandlers, runHandlers } from './runs/handlers';
import { newRunId } from './runs/id';
import { RunStore } from './runs/store';
import type { SettingsStore } from './settings';
import { answersForReport } from './sheets/answers';
import { SheetDesk, type SheetEffects } from './sheets/handlers';
import { SheetStore } from './sheets/store';
import { sweepHandlers, type SweepDialogs } from './sweeps/handlers';
import { SweepRunner } from './sweeps/runner';
import { SweepStore } from './sweeps/store';
import { upkeepHandlers, type UpkeepEffects } from './upkeep/handlers';
import type { TrainerHost } from './trainer/trainer-host';

/** A minibatch takes less. */
const STOP_MS = 5000;

export interface CoreOptions {
  readonly app: AppState['app'];
  readonly paths: DataPaths;
  /** The folder of the lab sheets that come with the app. */
  readonly readySheets: string;
  readonly places: DatasetPlaces;
  readonly host: TrainerHost;
  readonly settings: SettingsStore;
  readonly log: Logger;
  readonly effects: CoreEffects;
  /** How long a run may take to stop when the app is closed, before its trainer is ended. */
  readonly stopMs?: number;
}

/** What the core asks of the world around it. */
export interface CoreEffects extends SheetEffects, UpkeepEffects {
  readonly now: () => Date;
  /** A byte that differs from start to start: for names only, never for training. */
  readonly randomByte: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly systemLanguage: Language;
  readonly systemTheme: () => Theme;
  readonly sweepDialogs: SweepDialogs;
  /** Asks for the folder of a class; null where the person closed the dialog. */
  readonly pickClassFolder: () => Promise<string | null>;
  readonly openLink: (link: LinkName) => Promise<void>;
  readonly settingsChanged: (settings: Settings) => void;
  readonly exports: ExportEffects;
}

export class Core {
  readonly events = new EventBus();
  readonly store: RunStore;
  readonly dataset: DatasetKeeper;
  readonly checkpoints: CheckpointStore;
  readonly runs: Conductor;
  readonly sheets: SheetDesk;
  readonly sweeps: SweepRunner;
  readonly exports: Exports;
  readonly handlers: CallHandlers;
  readonly #options: CoreOptions;
  readonly #sheetStore: SheetStore;
  readonly #sweepStore: SweepStore;
  /** Of a run, a checkpoint or a sweep. */
  readonly #newIdentity: () => { readonly id: string; readonly startedAt: string };
  /** Files that were opened before there was a window to tell; null once there is one. */
  #unopened: string[] | null = [];

  constructor(options: CoreOptions) {
    this.#options = options;
    const { host, log, paths, places, effects } = options;
    const { emit } = this.events;
    this.store = new RunStore({ ...paths, log, interruption: m.main_run_interrupted });
    this.dataset = new DatasetKeeper({
      ...{ places, host, emit, log, fetch: effects.fetch },
      own: () => options.settings.current.dataset,
    });
    this.#newIdentity = () => {
      const now = effects.now();
      return { id: newRunId(now, effects.randomByte), startedAt: now.toISOString() };
    };
    const newRun = this.#newIdentity;
    this.checkpoints = new CheckpointStore({
      folder: paths.checkpoints,
      trash: paths.trash,
      app: options.app.version,
      newId: newRun,
    });
    this.runs = new Conductor({
      host,
      store: this.store,
      engine: () => this.engine(),
      dataset: () => this.dataset.settled(),
      emit,
      app: options.app.version,
      newRun,
      describe: describeFailure,
    });
    const { now } = effects;
    const sheets = new SheetStore({ folder: paths.sheets, ready: options.readySheets, now, log });
    this.#sheetStore = sheets;
    const language = () => effectiveLanguage(options.settings.current, effects.systemLanguage);
    this.sheets = new SheetDesk({ store: sheets, effects, language, emit });
    this.#sweepStore = new SweepStore({
      sweeps: paths.sweeps,
      trash: join(paths.trash, 'sweeps'),
      log,
    });
    this.sweeps = new SweepRunner({
      runs: this.runs,
      store: this.store,
      sweeps: this.#sweepStore,
      emit,
      app: options.app.version,
      newSweep: newRun,
    });
    this.exports = new Exports({
      store: this.store,
      runs: this.runs,
      answersOf: (runId) => answersForReport(sheets, runId, language()),
      effects: effects.exports,
      app: options.app.version,
      now: effects.now,
      log,
    });
    host.on((event) => {
      if (event.type === 'status') emit('trainer', event.status);
      if (event.type === 'taskProgress') {
        const { taskId, done, total } = event;
        emit('taskProgress', { taskId, done, total });
      }
    });
    this.handlers = this.#handlers();
  }

  /**
   * Starts the trainer and looks for the data set, side by side, and clears up after an end that was not in order.
   *
   * @param drawn what can wait, waits until the window is there.
   */
  start(drawn: Promise<unknown> = Promise.resolve()): void {
    this.#options.host.start();
    void this.dataset.look(drawn);
    void drawn.then(() => this.#clearUp());
  }

  #clearUp(): void {
    void this.store.emptyTrash();
    void this.store.removeLeftovers(this.#options.effects.now());
    void this.#sweepStore.removeLeftovers(this.#options.effects.now());
  }

  /** Stops and saves the run under way, and leaves no process behind. */
  async shutdown(): Promise<void> {
    this.dataset.cancelDownload();
    // A trainer that does not stop is ended by the shutdown, which ends its run too.
    const { host, stopMs = STOP_MS } = this.#options;
    const { runs, sweeps } = this;
    const stopped = sweeps.isRunning ? sweeps.suspend() : runs.stop();
    await Promise.race([stopped, pause(stopMs, undefined, { ref: false })]);
    await host.shutdown();
    await this.runs.over();
    await this.sweeps.suspend();
    await this.store.emptyTrash();
    // What was set or answered just before the app was closed.
    await Promise.all([this.#options.settings.settled(), this.#sheetStore.settled()]);
  }

  /** Takes in a run file that was opened from outside, and tells the window what came of it. */
  openFile(path: string): void {
    if (this.#unopened) this.#unopened.push(path);
    else void this.#open(path);
  }

  async #open(path: string): Promise<void> {
    try {
      this.events.emit('fileOpened', { ok: true, value: await this.exports.importFile(path) });
    } catch (error) {
      this.#options.log.warn(`a run file was not taken: ${String(error)}`);
      this.events.emit('fileOpened', { ok: false, error: toErrorData(error) });
    }
  }

  /** The engine, once the trainer has started. @throws {AppError} `trainerUnavailable` where it gave up */
  engine(): Promise<EngineInfo> {
    return new Promise((resolve, reject) => {
      const settle = (status = this.#options.host.status): boolean => {
        if (status.state === 'ready') resolve(status.engine);
        else if (status.state === 'failed') reject(new AppError('trainerUnavailable'));
        else return false;
        return true;
      };
      if (settle()) return;
      const stop = this.events.on('trainer', (status) => {
        if (settle(status)) stop();
      });
    });
  }

  #state(): AppState {
    const { app, effects, host, settings } = this.#options;
    return {
      app,
      systemLanguage: effects.systemLanguage,
      systemTheme: effects.systemTheme(),
      settings: settings.current,
      setAside: settings.setAside,
      trainer: host.status,
      dataset: this.dataset.status,
      // A sweep's run belongs to its cell: no lab shows it as its own.
      run: this.runs.current?.record.sweep === undefined ? this.runs.current : null,
      pace: host.pace,
    };
  }

  #handlers(): CallHandlers {
    const { effects, host, paths, places, settings } = this.#options;
    const { checkpoints, dataset, runs, store } = this;
    return {
      ...runHandlers(store, runs),
      ...historyHandlers(store, runs, checkpoints),
      ...diagnosticsHandlers({
        paths,
        now: effects.now,
        state: () => this.#state(),
        runs: () => store.list(),
        pickTarget: effects.pickTarget,
      }),
      ...upkeepHandlers({ dataset, runs, settings, effects, dataDir: places.dataDir }),
      ...this.exports.handlers,
      getState: () => {
        // The window hears events from before it asks for this.
        for (const path of this.#unopened?.splice(0) ?? []) void this.#open(path);
        this.#unopened = null;
        return this.#state();
      },
      setPace: ({ pace }) => {
        host.setPace(pace);
        return null;
      },
      ...analysisHandlers({ store, host }),
      runTask: (request) => host.task(request),
      cancelTask: ({ taskId }) => {
        host.cancelTask(taskId);
        return null;
      },
      changeSettings: async (change) => {
        const changed = settings.change(change);
        effects.settingsChanged(settings.current);
        return await changed;
      },
      restartTrainer: () => {
        const { status } = host;
        host.restart(status.state === 'failed' ? status.engineBelow : undefined);
        return null;
      },
      openExternal: async ({ link }) => {
        await effects.openLink(link);
        return null;
      },
      ...classHandlers({ ...effects, emit: this.events.emit }),
      ...this.sheets.handlers,
      ...sweepHandlers({
        sweeps: this.sweeps,
        dialogs: effects.sweepDialogs,
        newSweep: this.#newIdentity,
        app: this.#options.app.version,
        language: () => effectiveLanguage(settings.current, effects.systemLanguage),
      }),
    };
  }
}

/** Why a run failed, as its record says it for good: what is true of the moment only is left out. */
function describeFailure(error: AppErrorData): string {
  return error.code === 'trainerDied' ? m.main_run_trainer_died() : errorText(error);
}
