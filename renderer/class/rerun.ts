import type { ClassRow } from '#contract/class';
import type { RunSummary } from '#contract/run';
import { showUnderWay } from '../runs/go-on';
import type { App } from '../state/app.svelte';

/** Whether a run's settings are all that it takes to repeat it. */
export function isRepeatable({ continues, startsFrom }: RunSummary): boolean {
  return continues === undefined && startsFrom === undefined;
}

/** Sets a run's lab up as the run was, and goes there: a click on Train repeats it, and it is compared. */
export function openInLab(app: App, row: ClassRow): void {
  const { lab, implementation, config } = row.run;
  app.classFolders.repeat(row);
  const id = lab === 'softmax' ? 'softmax-regression' : 'linear-regression';
  app.settings.changeLab(id, { ...config, implementation });
  showUnderWay(app, lab);
}
