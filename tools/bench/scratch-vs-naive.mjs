/**
 * How fast the code from scratch and the concise one train beside naive `variableGrads`, in one
 * process, in turn: node tools/bench/scratch-vs-naive.mjs [--rounds N] [--batch-size N] [--variants]
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** @param {string} relative */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

// Node 20 cannot run TypeScript by itself; Vite, which builds the app, can.
await runnerImport(path('scratch-vs-naive.ts'), {
  configFile: false,
  resolve: { alias: { '#contract': path('../../contract'), '#lessons': path('../../lessons') } },
});
