import { untrack } from 'svelte';
import type { App } from '../state/app.svelte';

/**
 * A lab whose work stays as long as the window does, whatever page is on show. Where a lab sheet has set the lab, or was left, it is made
 * anew with those settings, and `end` stops what the one before was about.
 */
export function keptLab<Lab>(make: (app: App) => Lab, end: (lab: Lab) => void): (app: App) => Lab {
  const kept = new WeakMap<App, { readonly lab: Lab; readonly revision: number }>();
  return (app) => {
    const revision = untrack(() => app.sheets.revision);
    const known = kept.get(app);
    if (known?.revision === revision) return known.lab;
    if (known) end(known.lab);
    const lab = make(app);
    kept.set(app, { lab, revision });
    return lab;
  };
}
