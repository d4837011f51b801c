import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const alias = {
  '#contract': path('contract'),
  '#lessons': path('lessons'),
  '#messages/errors': path('renderer/messages/errors.ts'),
  '#messages/runtime': path('generated/messages/runtime.js'),
  '#messages': path('generated/messages/messages.js'),
};

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      rollupOptions: {
        input: { index: path('main/index.ts'), trainer: path('main/trainer/worker.ts') },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      // A sandboxed preload script can require nothing but Electron: all else is bundled, as CommonJS.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: path('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path('renderer'),
    resolve: { alias },
    plugins: [svelte({ configFile: path('svelte.config.js') })],
    build: {
      minify: true,
      // Fonts inlined as data: URLs would be refused by the Content-Security-Policy.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: path('renderer/index.html') } },
    },
  },
});
