import { m } from '#messages';

/** A step of the tour: what it points at (`data-tour` in the page), and what it says. */
export interface TourStep {
  readonly target: 'labs' | 'settings' | 'train' | 'notebook' | 'help';
  /** Where the target is; absent where it is on every page. */
  readonly page?: string;
  readonly title: () => string;
  readonly text: () => string;
}

const LAB = 'softmax-regression';

export const tourSteps: readonly TourStep[] = [
  { target: 'labs', title: m.tour_labs, text: m.tour_labs_text },
  { target: 'settings', page: LAB, title: m.tour_settings, text: m.tour_settings_text },
  { target: 'train', page: LAB, title: m.tour_train, text: m.tour_train_text },
  { target: 'notebook', page: LAB, title: m.tour_notebook, text: m.tour_notebook_text },
  { target: 'help', title: m.tour_help, text: m.tour_help_text },
];
