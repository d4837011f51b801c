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
