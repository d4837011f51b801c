/** The app's log: files in the data folder that rotate, free of personal paths. */
import log from 'electron-log/node';
import { dirname, join } from 'node:path';
import { stderr } from 'node:process';
import { withoutPersonal, type Logger } from './logger';

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
  const dataFolder = dirname(folder);
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = MAX_BYTES;
  log.transports.console.level = 'warn';
  log.transports.console.writeFn = ({ message }) => {
    stderr.write(`${message.data.map(String).join(' ')}\n`);
  };
  log.hooks.push((message) => ({
    ...message,
    data: message.data.map((item) => withoutPersonal(toText(item), dataFolder)),
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
