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
  concurrency: 1,
  timeoutMS: 20_000,
  tempDirName: '.runtime/mutation',
  ignorePatterns: ['/out', '/dist', '/coverage', '/.runtime', '/resources', '/docs'],
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: `${out}.html` },
  jsonReporter: { fileName: `${out}.json` },
};
