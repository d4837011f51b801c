import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testIgnore: process.env['LINEAR_LAB_PACKAGE']?.endsWith('.deb')
    ? []
    : ['deb.spec.ts', 'removal.spec.ts'],
  outputDir: '../../out/packaged',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
});
