import type { Lab } from '#contract/run';
import type { App } from '../state/app.svelte';

/** Goes to the lab in which the run that was just started can be watched and steered. */
export function showUnderWay(app: App, lab: Lab): void {
  app.route.go(lab === 'softmax' ? 'softmax-regression' : 'linear-regression');
}
