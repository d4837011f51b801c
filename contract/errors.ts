/**
 * Errors as they cross a process boundary: a code and its figures, free of paths and stacks.
 * The window and the command line put them into words (`error_<code>` in the messages).
 */

/** Every error that a call can answer with; after each what fills its message. */
export const errorCodes = [
  /** A call's input does not fit its schema. `field`, `value`, `allowed`. */
  'invalidInput',
  /** The call did not come from the app's own window. */
  'refused',
  /** The data set is not there yet, or damaged. */
  'dataMissing',
  /** The trainer is starting, restarting or gave up. */
  'trainerUnavailable',
  /** The trainer ended in the middle of this. */
  'trainerDied',
  /** The implementation cannot run on this engine. `detail`. */
  'implementationUnavailable',
  /** One run at a time: another is under way. */
  'runUnderWay',
  /** A sweep is under way: its runs come first. */
  'sweepUnderWay',
  /** No sweep of this id, or it is not in a state for this. `id`. */
  'noSuchSweep',
  /** A folder or file is there already; nothing is ever written over it. `file`. */
  'alreadyThere',
  /** No run of this id, or it is not under way. `id`. */
  'noSuchRun',
  /** The run has no weights of that epoch. `epoch`. */
  'noSuchEpoch',
  /** No checkpoint of this id. `id`. */
  'noSuchCheckpoint',
  /** A file could not be read: damaged, or of a newer version. `file`. */
  'unreadableFile',
  /** A file that a person opened is of a newer version than this app reads. `file`. */
  'newerFile',
  /** A file that a person opened does not hold what it should. `file`, `field`, `value`, `allowed`. */
  'invalidFile',
  /** No sheet of this id. `id`. */
  'noSuchSheet',
  /** No space left on the disk. */
  'diskFull',
  /** The system refused to write there. */
  'notWritable',
  /** An export could not be written. `file`, and `reason`: full or refused. */
  'notSaved',
  /** A file was not taken. `file`, and `reason`: a `Refusal` (exports.ts), with `field`, `value`, `allowed`. */
  'refusedFile',
  /** The person, or the window, called it off. */
  'cancelled',
  /** A bug of ours; the log has the details. */
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An `AppError` without its stack: what crosses. */
export interface AppErrorData {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
}

/** An error with a code of the contract. What is thrown as anything else reaches the window as `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly params: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
  }

  /** What of it can cross a process boundary: the code and what fills its message. */
  toData(): AppErrorData {
    return { code: this.code, params: this.params };
  }
}

/** What crosses the boundary for anything that was thrown: an `AppError` as it is, all else as `internal`. */
export function toErrorData(error: unknown): AppErrorData {
  return error instanceof AppError ? error.toData() : { code: 'internal', params: {} };
}

/** The answer to a call: its value, or why there is none. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorData };
