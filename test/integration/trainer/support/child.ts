import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TrainerProcess } from '../../../../main/trainer/process';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Builds the trainer for plain Node, as the app's build does for Electron. Gives its path. */
export async function buildTrainer(): Promise<{ entry: string; remove: () => Promise<void> }> {
  // In the repository, for the built code to find its packages.
  const parent = join(root, '.runtime');
  await mkdir(parent, { recursive: true });
  const outDir = await mkdtemp(join(parent, 'trainer-test-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#contract': join(root, 'contract'), '#lessons': join(root, 'lessons') } },
    build: {
      ssr: join(root, 'main/trainer/worker.ts'),
      outDir,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return { entry: join(outDir, 'worker.mjs'), remove: () => rm(outDir, { recursive: true }) };
}

/** A trainer as a plain Node child, and what a test does to it. */
export function forkChild(
  entry: string,
  args: readonly string[] = [],
): TrainerProcess & {
  readonly pid: number;
  signal(name: NodeJS.Signals): void;
  disconnect(): void;
} {
  const child = fork(entry, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return {
    pid: child.pid ?? 0,
    signal: (name) => child.kill(name),
    disconnect: () => {
      child.disconnect();
    },
    post: (message) => {
      if (child.connected) child.send(message);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    onStderr: (listener) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        listener(chunk.toString());
      });
    },
  };
}
