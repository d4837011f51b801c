// @ts-check
/** Errors that are meant for the person at the keyboard: what failed, with which value, and what to do. */

/** An expected failure. It is shown without a stack, as its text already says all there is to know. */
export class Failure extends Error {
  /**
   * @param {string} what what failed, with the value that made it fail
   * @param {{ todo?: string, cause?: unknown, code?: number }} [more] what to do about it; what it came from; the exit code
   */
  constructor(what, { todo, cause, code = 1 } = {}) {
    super(todo === undefined ? what : `${what}\nWhat to do: ${todo}`, { cause });
    this.name = 'Failure';
    this.code = code;
  }
}

/** @param {unknown} error @returns {string} */
export const reasonOf = (error) => {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; what happened is in its cause.
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

/**
 * Runs a command's main function and turns whatever it throws into a message and an exit code.
 * @param {() => Promise<number | undefined>} main answers the exit code; nothing means 0
 */
export async function command(main) {
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof Failure) {
      console.error(`\n${error.message}`);
      code = error.code;
    } else {
      console.error(error);
    }
  }
  process.exitCode = code;
  // The last word: a package that is loaded to make packages ends the process with 0 of its own accord.
  process.once('exit', () => {
    process.exitCode = code;
  });
}
