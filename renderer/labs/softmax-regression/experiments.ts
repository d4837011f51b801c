import { m } from '#messages';
import { notesSettings, type SoftmaxLabSettings } from './settings';

/** What the notes leave as it is, changed so that it breaks, or shows why it does not. */
export interface Experiment {
  readonly id: string;
  /** From scratch, with all else as in the notes. */
  readonly change: Partial<Omit<SoftmaxLabSettings, 'implementation'>>;
  readonly question: () => string;
  /** What happens, and why. */
  readonly answer: () => string;
}

export const experiments: readonly Experiment[] = [
  {
    id: 'rate',
    change: { learningRate: 1 },
    question: m.softmax_break_rate,
    answer: m.softmax_break_rate_answer,
  },
  {
    id: 'pixels',
    change: { pixelScale: 'byte' },
    question: m.softmax_break_pixels,
    answer: m.softmax_break_pixels_answer,
  },
  {
    id: 'scaled',
    change: { pixelScale: 'byte', learningRate: 0.0000015, initStd: 0.00004 },
    question: m.softmax_break_scaled,
    answer: m.softmax_break_scaled_answer,
  },
  {
    id: 'spread',
    change: { initStd: 10 },
    question: m.softmax_break_spread,
    answer: m.softmax_break_spread_answer,
  },
  {
    id: 'few',
    change: { numTrain: 100, batchSize: 16, epochs: 100 },
    question: m.softmax_break_few,
    answer: m.softmax_break_few_answer,
  },
  {
    id: 'order',
    change: { shuffle: false },
    question: m.softmax_break_order,
    answer: m.softmax_break_order_answer,
  },
];

/** The settings that an experiment is made with. */
export function settingsOf({ change }: Experiment): SoftmaxLabSettings {
  return { ...notesSettings, implementation: 'scratch', ...change };
}
