/** Why a file is not taken, as an error of the contract: it names the file and what is wrong in it. */
import { AppError } from '#contract/errors';
import type { Refusal } from '#contract/exports';
import type * as v from 'valibot';

/** What of a file is wrong; `file` is added by who knows its name. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';

  constructor(
    readonly reason: Refusal,
    readonly field = '',
    readonly value = '',
    readonly allowed = '',
  ) {
    super(`${reason} ${field}`);
  }
}

/** @param file the file's name, without its path */
export function refusedFile(file: string, refusal: FileRefusal): AppError {
  const { reason, field, value, allowed } = refusal;
  const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return new AppError('refusedFile', {
    file: short(file),
    reason,
    field: short(field),
    value: short(value),
    allowed: short(allowed),
  });
}

/** The refusal for the first thing that a schema complains about. */
export function fieldRefusal(prefix: string, issue: v.BaseIssue<unknown>): FileRefusal {
  const path = (issue.path ?? []).map(({ key }) => String(key));
  return new FileRefusal(
    'field',
    [prefix, ...path].join('.'),
    issue.received,
    issue.expected ?? issue.message,
  );
}
