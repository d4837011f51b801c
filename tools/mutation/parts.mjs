// @ts-check
/** What is mutated together, and the tests that are asked about it: only those can be run thousands of times that are quick. */

/** @typedef {{ mutate: string[], tests: string[] }} Part */

/** @type {Readonly<Record<string, Part>>} */
export const parts = {
  'cross-entropy': {
    mutate: ['lessons/cross-entropy/*.ts'],
    tests: ['test/unit/lessons/cross-entropy/*.test.ts'],
  },
  lessons: {
    // How long an addition takes is measured, not promised.
    mutate: ['lessons/*.ts', '!lessons/vectorization-timing.ts'],
    tests: [
      'test/unit/lessons/*.test.ts',
      'test/unit/main/trainer/tasks/{fashion-mnist,lessons}.test.ts',
    ],
  },
  'linear-regression': {
    mutate: ['lessons/linear-regression/*.ts'],
    // Without training.test.ts: it trains dozens of times, and steps.test.ts holds each step to NumPy's.
    tests: [
      'test/unit/lessons/linear-regression/!(training).test.ts',
      'test/unit/lessons/hessian.test.ts',
    ],
  },
  'softmax-regression': {
    mutate: ['lessons/softmax-regression/*.ts'],
    tests: [
      'test/unit/lessons/{softmax-regression/*,hessian}.test.ts',
      'test/unit/main/analysis.test.ts',
    ],
  },
  contract: {
    // What is built when a file is loaded, as schemas are, is left out (`ignoreStatic`): each would be asked of every test.
    mutate: ['contract/**/*.ts', '!contract/drawing/*.ts'],
    tests: [
      'test/unit/contract/*.test.ts',
      'test/unit/main/{ipc,settings}.test.ts',
      'test/unit/main/runs/{record,labels}.test.ts',
      'test/unit/main/sheets/file.test.ts',
    ],
  },
  drawing: {
    mutate: ['contract/drawing/*.ts'],
    tests: ['test/unit/contract/drawing/*.test.ts'],
  },
};
