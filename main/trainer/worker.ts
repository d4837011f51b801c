/** The trainer process: Electron's utility process, or a plain Node child with an IPC channel. */
import type { ToTrainer } from '#contract/trainer';
import { fileURLToPath } from 'node:url';
import { graphLoader } from './graph-parity';
import { serve, type ServicePort } from './service';

/** Electron's port to main, which plain Node has not. */
const { parentPort }: { parentPort?: Electron.ParentPort } = process;

const port: ServicePort = parentPort
  ? {
      post: (message) => {
        parentPort.postMessage(message);
      },
      onMessage: (listener) => {
        parentPort.on('message', ({ data }: { data: ToTrainer }) => {
          listener(data);
        });
      },
    }
  : {
      post: (message) => {
        process.send?.(message);
      },
      onMessage: (listener) => {
        process.on('message', (message: ToTrainer) => {
          listener(message);
        });
      },
    };

const report = (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
};

const die = (error: unknown) => {
  report(error);
  process.exit(1);
};
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
// Without main there is nobody to train for.
process.on('disconnect', () => {
  process.exit(0);
});

// Two folders up, of this source as of the built script. TensorFlow opens the file itself and knows nothing of archives.
const graph = fileURLToPath(new URL('../../resources/graph/softmax', import.meta.url));

serve(port, {
  report,
  loadGraph: graphLoader(graph.replace('app.asar', 'app.asar.unpacked')),
  // In a turn of its own, for what was posted before to leave.
  exit: (code) => {
    setImmediate(() => {
      process.exit(code);
    });
  },
});
