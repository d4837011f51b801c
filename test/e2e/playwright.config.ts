import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e',
  // Native training uses every core: two apps side by side would only slow each other.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // A picture that is missing is a failure, not a wish.
  updateSnapshots: process.env['UPDATE_PICTURES'] ? 'all' : 'none',
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
});
