/** The app's log: files in the data folder that rotate, free of personal paths. */
import log from 'electron-log/main';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { stderr } from 'node:process';

/** What the parts of main need of a log; tests pass one of their own. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  /** `error` is logged with its stack; it never leaves the machine. */
  error(message: string, error?: unknown): void;
}

const MAX_BYTES = 1024 * 1024;

/** Logs what nothing else caught; without this, Electron would stop and show it in a dialog. */
export function logUncaught(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.error('uncaught', error);
  });
  process.on('unhandledRejection', (reason) => {
    log.error('unhandled rejection', reason);
  });
}

/** Logs to `<folder>/main.log` (and the one before it, `main.old.log`), and to standard error, never standard output. */
export function createLog(folder: string): Logger {
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = MAX_BYTES;
  log.transports.ipc.level = false;
  log.transports.console.writeFn = ({ message }) => {
    stderr.write(`${message.data.map(String).join(' ')}\n`);
  };
  log.hooks.push((message) => ({
    ...message,
    data: message.data.map((item) => withoutHome(toText(item))),
  }));
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message, error) => log.error(message, ...(error === undefined ? [] : [error])),
  };
}

function toText(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : String(value);
}

/** `text` with the home folder, whose name is often a person's, as `~`. */
export function withoutHome(text: string, home = homedir()): string {
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}
