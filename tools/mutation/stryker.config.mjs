// @ts-check
import { parts } from './parts.mjs';

/** Of `tools/mutation.mjs`, which names the part. */
const name = process.env['MUTATION_PART'] ?? '';
const out = `out/mutation/${name}`;

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
  mutate: parts[name]?.mutate ?? [],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 3000,
  tempDirName: `.runtime/mutation/${name}`,
  ignorePatterns: [
    '/out',
    '/dist',
    '/coverage',
    '/.runtime',
    '/resources/datasets',
    '/resources/graph',
    '/docs',
  ],
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: `${out}.html` },
  jsonReporter: { fileName: `${out}.json` },
};
