import { execFile } from 'node:child_process';
import { electronPath } from '../../../tools/setup/index.mjs';
import { repository, rootSwitches } from './app';

export interface Outcome {
  /** The exit code; null where the app had to be ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built app to its end, as from a command line. */
export async function runApp(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      electronPath(),
      [...rootSwitches, repository, ...args],
      { timeout: 90_000, killSignal: 'SIGKILL' },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}
