import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { aliasesAt } from './tools/lib/aliases.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const alias = aliasesAt(path);

/** Names the folders of the npm packages that end up in the window: their licences come with the app. */
function namePackages(): Plugin {
  return {
    name: 'name-packages',
    generateBundle() {
      const folders = new Set<string>();
      for (const id of this.getModuleIds()) {
        const file = relative(path('.'), id.split('?')[0] ?? id).replaceAll('\\', '/');
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
        if (folder) folders.add(folder);
      }
      const source = JSON.stringify([...folders].sort());
      this.emitFile({ type: 'asset', fileName: 'packages.json', source });
    },
  };
}

/** KaTeX names each font in three formats; the window takes the first, and the others need not be built in. */
function oneFormatOfFonts(): Plugin {
  return {
    name: 'one-format-of-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/katex[^?]*\.css/.test(id)) return undefined;
      return code.replace(/,\s*url\([^)]*\)\s*format\(["'](?:woff|truetype)["']\)/g, '');
    },
  };
}

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
    plugins: [svelte({ configFile: path('svelte.config.js') }), oneFormatOfFonts(), namePackages()],
    build: {
      minify: true,
      // Fonts inlined as data: URLs would be refused by the Content-Security-Policy.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: path('renderer/index.html') } },
    },
  },
});
