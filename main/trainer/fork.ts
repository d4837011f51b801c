import { app, utilityProcess } from 'electron';
import type { GoneReason, TrainerProcess } from './process';

const SERVICE = 'LinearLab trainer';

/**
 * Starts the built `worker.ts` as Electron's utility process.
 *
 * @param entry path of the built worker script.
 */
export function forkTrainer(entry: string): TrainerProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: SERVICE,
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
  let reason: GoneReason | undefined;
  const gone = (_: unknown, details: Electron.Details) => {
    if (details.name === SERVICE) ({ reason } = details);
  };
  app.on('child-process-gone', gone);
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
      child.once('exit', (code) => {
        // Electron tells the reason right after the exit, in the same turn.
        setImmediate(() => {
          app.off('child-process-gone', gone);
          listener(code, reason);
        });
      });
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
