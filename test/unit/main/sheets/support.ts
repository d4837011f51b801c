import type { Sheet } from '#contract/sheet';

/** A sheet as it may lie in a file: valid, and with every kind of step. */
export const softmaxSheet: Sheet = {
  format: 'linearlab-sheet',
  schema: 1,
  id: 'first-sheet',
  title: { en: 'First sheet', 'zh-CN': '第一份' },
  lab: 'softmax-regression',
  minutes: 10,
  settings: { epochs: 3, learningRate: 0.1 },
  controls: { epochs: 'locked', further: 'hidden' },
  steps: [
    { id: 'read', type: 'read', text: { en: 'Read **this**.' } },
    {
      id: 'sketch',
      type: 'predict',
      title: { en: 'The loss' },
      text: { en: 'Sketch it.' },
      ask: { kind: 'curve', measure: 'trainLoss' },
    },
    {
      id: 'guess',
      type: 'predict',
      text: { en: 'How good?' },
      ask: { kind: 'number', measure: 'testAcc' },
    },
    { id: 'run', type: 'run', what: 'train', text: { en: 'Train.' } },
    {
      id: 'why',
      type: 'explain',
      text: { en: 'Why?', 'zh-CN': '为什么？' },
      after: { en: 'Because.' },
    },
  ],
};
