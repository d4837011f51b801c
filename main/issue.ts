/** What a schema found wrong, as a person is told: the field, the value, what is allowed. */
import * as v from 'valibot';

export interface IssueParams extends Readonly<Record<string, string>> {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export function issueParams(issue: v.BaseIssue<unknown>): IssueParams {
  return {
    field: shorten(v.getDotPath(issue) ?? ''),
    value: shorten(issue.received),
    allowed: issue.expected ?? issue.message,
  };
}

/** At most 60 characters of a string; of anything else, its type. */
export function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value;
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
