import { defineConfig } from 'vitest/config';
import { aliases } from '../../vitest.config';
import { parts } from './parts.mjs';

const part = parts[process.env['MUTATION_PART'] ?? ''];

export default defineConfig({
  resolve: { alias: aliases },
  test: { include: part?.tests ?? [], pool: 'forks' },
});
