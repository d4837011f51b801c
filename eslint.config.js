import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Imports run one way: contract <- lessons <- main; contract <- preload, renderer (docs/architecture.md).
 * Each rule's message says why, as it is what a contributor reads first.
 */
const layers = [
  {
    files: ['contract/**'],
    patterns: [
      {
        regex: '^#(lessons|messages)|^\\.\\./',
        message: 'contract/ imports nothing of ours: it is what every process has in common.',
      },
    ],
  },
  {
    files: ['lessons/**'],
    patterns: [
      {
        regex: '^#messages|(^|/)(main|renderer|preload|tools)/|^electron$|^node:',
        message:
          'A lesson is plain TypeScript on tfjs that a student can read and run alone: it knows no process and no window.',
      },
    ],
  },
  {
    files: ['main/**'],
    ignores: ['main/trainer/**'],
    patterns: [
      {
        regex: '^@tensorflow/',
        message: 'tfjs belongs to the trainer process: in main it would block the window.',
      },
      {
        regex: '(^|/)(renderer|preload|tools)/',
        message: 'main owns, the window draws: share types through contract/.',
      },
    ],
  },
  {
    files: ['main/trainer/**'],
    patterns: [
      {
        regex: '(^|/)(renderer|preload|tools)/',
        message: 'The trainer knows only contract/ and lessons/.',
      },
    ],
  },
  {
    files: ['preload/**'],
    patterns: [
      {
        regex: '^#lessons|^#messages|(^|/)(main|renderer|tools)/|^node:',
        message:
          'The bridge is one typed object from contract/; a sandboxed preload can load nothing else.',
      },
    ],
  },
  {
    files: ['renderer/**'],
    patterns: [
      {
        regex: '^@tensorflow/|^electron$|^node:|(^|/)(main|preload|tools)/',
        message: 'The window draws what the contract brings: no tfjs, no Node, no Electron.',
      },
      {
        // Source text (?raw) of any lesson; code only of those that need no tfjs.
        regex: '^#lessons/(?!(normal|timer|softmax-regression/check)$)(?!.*\\?raw$)',
        message:
          'The window shows lessons as text (?raw) and runs only those without tfjs (normal, Timer, checkTrainCh3); the others need it, which lives in the trainer.',
      },
    ],
  },
].map(({ patterns, ...scope }) => ({
  ...scope,
  rules: {
    '@typescript-eslint/no-restricted-imports':
      /** @type {['error', { patterns: { regex: string, message: string }[] }]} */ ([
        'error',
        { patterns },
      ]),
  },
}));

export default ts.config(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      // Written and removed again while electron-vite reads its configuration.
      'electron.vite.config.*.mjs',
      'generated/',
      '.runtime/',
      'resources/',
      'renderer/messages/project.inlang/',
    ],
  },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Same seed, same curves: take the generator that is passed in.',
        },
        {
          property: 'cpSync',
          message:
            'fs.cpSync kills Windows apps on paths with Chinese characters: read and write instead.',
        },
      ],
      'no-console': 'error',
    },
  },
  { files: ['renderer/**'], languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig },
    },
  },
  { files: ['tools/**', 'test/**'], rules: { 'no-console': 'off' } },
  ...layers,
);
