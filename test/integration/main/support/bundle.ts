import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const at = (path: string) => join(repository, path);

export interface Bundle {
  /** The script, for Node. */
  readonly script: string;
  readonly remove: () => Promise<void>;
}

/**
 * Builds a script of the repository as the app's own build does, so that a process of its own can run it.
 * It is put inside the repository, where Node finds the packages.
 */
export async function bundle(entry: string): Promise<Bundle> {
  const outDir = await mkdtemp(at('node_modules/.linearlab-test-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: repository,
    resolve: {
      alias: {
        '#contract': at('contract'),
        '#lessons': at('lessons'),
        '#messages/runtime': at('generated/messages/runtime.js'),
        '#messages': at('generated/messages/messages.js'),
      },
    },
    build: {
      ssr: at(entry),
      outDir,
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'script.mjs' } },
    },
  });
  return {
    script: join(outDir, 'script.mjs'),
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}
