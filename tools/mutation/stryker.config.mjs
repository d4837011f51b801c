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
  ignoreStatic: process.env['MUTATION_STATIC'] !== 'yes',
  concurrency: 1,
  timeoutMS: Number(process.env['MUTATION_TIMEOUT'] ?? 5000),
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
