import type { FromTrainer } from '#contract/trainer';
import { fork } from 'node:child_process';
import type { TrainerProcess } from '../../../../main/trainer/process';

/** The trainer's own script in a plain Node process, in the place of Electron's utility process. */
export function forkInNode(script: string): TrainerProcess {
  const child = fork(script, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '1' },
  });
  return {
    post: (message) => {
      if (child.connected) child.send(message);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', (message: FromTrainer) => {
        listener(message);
      });
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    onStderr: (listener) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        listener(chunk.toString('utf8'));
      });
    },
  };
}
