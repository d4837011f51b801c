import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { aliasesAt } from './tools/lib/aliases.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const aliases = aliasesAt(path);
const resolve = { alias: aliases };

export default defineConfig({
  test: {
    // Of `npm run coverage`.
    coverage: {
      provider: 'v8',
      include: ['{lessons,contract,main}/**/*.ts'],
      // `include` holds anywhere in a path.
      exclude: ['test/**'],
      reporter: ['html', 'json-summary', 'json'],
      reportOnFailure: true,
      thresholds: {
        // What keeps people's runs and data: each way through is tested, or says why it is not.
        'main/{runs,dataset}/**': { branches: 100 },
      },
    },
    projects: [
      {
        plugins: [svelte()],
        resolve,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,mjs}'],
          pool: 'forks',
          // A limit for what hangs, not for what is slow on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          pool: 'forks',
          // Native training uses every core by itself: side by side, two files would only slow each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
