import type { GoneReason } from './process';

/** In words, for the log and the details of a notice. */
export function howItEnded(code: number | null, reason: GoneReason | undefined): string {
  const number = code === null ? '' : ` (${code})`;
  switch (reason) {
    case 'oom':
      return `it ran out of memory${number}`;
    case 'launch-failed':
    case 'integrity-failure':
      return `it could not be started${number}`;
    case 'killed':
      return `it was ended from outside${number}`;
    case 'crashed':
      return `it crashed${number}`;
    default:
      return code === null ? 'it was ended by a signal' : `it ended with code ${code}`;
  }
}
