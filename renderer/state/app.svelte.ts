import { createContext } from 'svelte';
import type { LinearLabApi } from '#contract/api';
import type { AppState } from '#contract/calls';
import type { AppErrorData } from '#contract/errors';
import { Client } from '../api';
import { ClassFolders } from '../class/class.svelte';
import { RunListState } from '../runs/list-state.svelte';
import { Activity } from './activity.svelte';
import { Dataset } from './dataset.svelte';
import { History } from './history.svelte';
import { Presentation } from './presentation.svelte';
import { Route, type AddressBar } from './route.svelte';
import { Runs } from './run.svelte';
import { Settings } from './settings.svelte';
import { Sheets } from '../sheets/sheets.svelte';
import { Sweeps } from './sweeps.svelte';
import { Tour } from './tour.svelte';
import { TakeAway } from './take-away.svelte';
import { Trainer } from './trainer.svelte';

/** All that the window knows, one class a concern. A page gets it with `getApp()`. */
export class App {
  readonly activity = new Activity();
  readonly client: Client;
  readonly settings: Settings;
  readonly route: Route;
  readonly trainer: Trainer;
  readonly dataset: Dataset;
  readonly runs: Runs;
  readonly history: History;
  readonly runList = new RunListState();
  readonly sheets: Sheets;
  readonly sweeps: Sweeps;
  readonly presentation: Presentation;
  readonly tour: Tour;
  readonly takeAway: TakeAway;
  readonly classFolders: ClassFolders;

  /** About the app itself; null until main has answered. */
  about = $state.raw<AppState['app'] | null>(null);
  /** Settings files that could not be read and were set aside. */
  setAside = $state.raw<readonly string[]>([]);
  /** Why the window could not get its first state. */
  error = $state.raw<AppErrorData | null>(null);

  constructor(api: LinearLabApi, window: AddressBar) {
    this.client = new Client(api, this.activity);
    this.route = new Route(window);
    this.settings = new Settings(this.client);
    this.trainer = new Trainer(this.client);
    this.dataset = new Dataset(this.client);
    this.runs = new Runs(this.client);
    this.history = new History(this.client);
    this.sheets = new Sheets(this.client, this.settings, this.runs, this.route);
    this.sweeps = new Sweeps(this.client);
    this.presentation = new Presentation(this.client);
    this.tour = new Tour(this.route, this.settings);
    this.classFolders = new ClassFolders(this.client);
    this.takeAway = new TakeAway(this.client, () => void this.history.refresh());
  }

  /** Follows main until the returned function is called. Comes before `load`: no event falls in between. */
  follow(): () => void {
    const stops = [
      this.route.follow(),
      this.trainer.follow(),
      this.dataset.follow(),
      this.runs.follow(),
      this.sheets.follow(),
      this.sweeps.follow(),
      this.takeAway.follow(),
      this.classFolders.follow(),
      this.client.on('systemTheme', (theme) => this.settings.systemThemeChanged(theme)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async load(): Promise<void> {
    const reply = await this.client.call('getState', undefined);
    if (!reply.ok) {
      this.error = reply.error;
      return;
    }
    const state = reply.value;
    this.settings.load(state.settings, state.systemLanguage, state.systemTheme);
    this.trainer.status = state.trainer;
    this.dataset.status = state.dataset;
    if (state.run) this.runs.show(state.run.record, state.run.progress);
    this.presentation.load(state.pace);
    this.setAside = state.setAside;
    this.about = state.app;
    await this.history.refresh();
  }
}

export const [getApp, setApp] = createContext<App>();
