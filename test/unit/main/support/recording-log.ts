import type { Logger } from '../../../../main/diagnostics/logger';

/** A log that keeps what it is told, for the tests that ask. */
export function recordingLog() {
  const lines: string[] = [];
  const log: Logger = {
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
    error: (message, error) => void lines.push(`${message} ${String(error)}`),
  };
  return { log, lines };
}
