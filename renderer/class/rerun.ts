import type { RunSummary } from '#contract/run';
import { showUnderWay } from '../runs/go-on';
import type { App } from '../state/app.svelte';

/** Whether a run's settings are all that it takes to repeat it. */
export function isRepeatable({ continues, startsFrom }: RunSummary): boolean {
  return continues === undefined && startsFrom === undefined;
}

/** Sets a run's lab up as the run was, and goes there: a click on Train repeats it. */
export function openInLab(app: App, { lab, implementation, config }: RunSummary): void {
  const id = lab === 'softmax' ? 'softmax-regression' : 'linear-regression';
  app.settings.changeLab(id, { ...config, implementation });
  showUnderWay(app, lab);
}
