/** The command line's two streams, written to the end: Electron's `exit` would cut off what is still in a pipe. */
import { stderr, stdout } from 'node:process';

export interface Output {
  /** A line of what was asked for. */
  print(line: string): Promise<void>;
  /** A line of what went wrong. */
  complain(line: string): Promise<void>;
}

/** A reader that went away (`| head`) is no reason to fail, or even to say so: the log goes to the same place. */
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

export const standardOutput: Output = {
  print: (line) => writeLine(stdout, line),
  complain: (line) => writeLine(stderr, line),
};

function writeLine(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(`${line}\n`, () => {
      resolve();
    });
  });
}
