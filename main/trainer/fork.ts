import { utilityProcess } from 'electron';
import type { TrainerProcess } from './process';

/**
 * Starts the built `worker.ts` as Electron's utility process.
 *
 * @param entry path of the built worker script.
 */
export function forkTrainer(entry: string): TrainerProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'LinearLab trainer',
    stdio: 'pipe',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '1' },
  });
  let alive = true;
  let killed = false;
  // The signal rather than child.kill(), which waits for the process on some systems (electron/electron#45053).
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch {
      child.kill();
    }
  };
  child.once('spawn', () => {
    if (killed) kill();
  });
  child.once('exit', () => {
    alive = false;
  });
  // Nobody reads it, and a full pipe would stop the trainer.
  child.stdout?.resume();
  return {
    post: (message) => {
      // A message to a child that is gone can take main down with it (electron/electron#53923).
      if (alive) child.postMessage(message);
    },
    kill: () => {
      killed = true;
      if (alive) kill();
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    onStderr: (listener) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        listener(chunk.toString('utf8'));
      });
      child.on('error', (type, location) => {
        listener(`${type} at ${location}`);
      });
    },
  };
}
