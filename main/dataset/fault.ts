import type { DatasetProblem } from '#contract/dataset';

export type FileFaultCode = Exclude<DatasetProblem['code'], 'absent'>;

/** What is wrong with one file of a data set. The message is for the log. */
export class FileFault extends Error {
  override readonly name = 'FileFault';

  constructor(
    readonly code: FileFaultCode,
    readonly file: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${detail}`, options);
  }

  toProblem(): DatasetProblem {
    return { code: this.code, file: this.file };
  }
}

/** The system's code of a file error (`ENOENT`, `ENOSPC` …), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
