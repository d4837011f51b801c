import type { OverlayChoice } from './overlay';
import { noFilter, type Filter, type Order } from './listing';

/** How the list of runs is looked at. It outlives the page, so that who opens a run finds the list as it was. */
export class RunListState {
  filter = $state.raw<Filter>(noFilter);
  order = $state.raw<Order>({ column: 'number', descending: true });
  /** The first row on show. */
  offset = $state(0);
  /** The runs that are compared, in the order in which they were chosen. */
  chosen = $state.raw<readonly string[]>([]);
  overlay = $state.raw<OverlayChoice>({
    figure: 'trainLoss',
    along: 'epochs',
    logX: false,
    logY: false,
    smoothing: 0,
  });

  narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.offset = 0;
  }

  toggle(id: string): void {
    this.chosen = this.chosen.includes(id)
      ? this.chosen.filter((one) => one !== id)
      : [...this.chosen, id];
  }

  /** Chooses all of these, or none of them where all are. */
  toggleAll(ids: readonly string[]): void {
    const others = this.chosen.filter((id) => !ids.includes(id));
    const all = ids.every((id) => this.chosen.includes(id));
    const fresh = ids.filter((id) => !this.chosen.includes(id));
    this.chosen = all ? others : [...this.chosen, ...fresh];
  }
}
