/** A run's record as text, and what is made of it: its reading, its row of the list, its end. */
import { AppError } from '#contract/errors';
import {
  isUnderWay,
  RUN_SCHEMA,
  type RunRecord,
  runRecordSchema,
  type RunSummary,
  type SoftmaxFinal,
} from '#contract/run';
import type { RunLabels } from '#contract/run-labels';
import type { RunEnd } from '#contract/trainer';
import * as v from 'valibot';
import { readVersioned } from '../versions';

export type Unreadable = 'damaged' | 'newer';

export type ReadResult =
  | { readonly ok: true; readonly record: RunRecord }
  | { readonly ok: false; readonly reason: Unreadable };

export function writeRecord(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The record that `text` holds, which has to be the one of the run `id`. */
export function readRecord(text: string, id: string): ReadResult {
  const read = readVersioned(text, { version: RUN_SCHEMA, schema: runRecordSchema });
  if (!read.ok) return read;
  return read.value.id === id ? { ok: true, record: read.value } : { ok: false, reason: 'damaged' };
}

/** The record with what a person wrote on it; an empty text or list takes the label off. */
export function labelled(record: RunRecord, labels: RunLabels): RunRecord {
  return { ...record, ...labelEntriesOf(labels) };
}

/**
 * The text of a record with these labels. All else stays as it is in the file, what this version does not know included.
 *
 * @throws {AppError} `unreadableFile` where it is no record of this run that this version can read
 */
export function relabelled(text: string, id: string, labels: RunLabels): string {
  if (!readRecord(text, id).ok) throw new AppError('unreadableFile', { file: 'run.json' });
  const json = v.parse(v.looseObject({}), JSON.parse(text));
  return `${JSON.stringify({ ...json, ...labelEntriesOf(labels) }, null, 2)}\n`;
}

/** Those of the labels that change; undefined is left out of the file. */
function labelEntriesOf({ name, note, tags, hidden }: RunLabels): RunLabels {
  return {
    ...(name !== undefined && { name: name || undefined }),
    ...(note !== undefined && { note: note || undefined }),
    ...(tags !== undefined && { tags: tags.length > 0 ? tags : undefined }),
    ...(hidden !== undefined && { hidden: hidden || undefined }),
  };
}

/** The record without its epochs, and what the list shows of them. */
export function summarize(record: RunRecord): RunSummary {
  const { epochs, ...rest } = record;
  return { ...rest, epochsDone: epochs.length, epochMs: median(epochs.map(({ ms }) => ms)) };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/**
 * The record of a run that is over. `failure` puts the reason of a failed one into words.
 * @throws TypeError where the figures are those of the other lab.
 */
export function ended(record: RunRecord, end: RunEnd, failure?: string): RunRecord {
  const base = withFinal({ ...record, state: end.state }, 'final' in end ? end.final : undefined);
  return {
    ...base,
    ...(end.state === 'diverged' && { divergence: end.divergence }),
    ...(failure !== undefined && { failure }),
  };
}

/**
 * A record that says "running" of a run that nothing is running any more: the app, or the computer, went down.
 * Its finished epochs stand.
 */
export function interrupted(record: RunRecord, failure: string): RunRecord {
  return isUnderWay(record.state)
    ? withFinal({ ...record, state: 'failed', failure }, undefined)
    : record;
}

function withFinal(record: RunRecord, final: (RunEnd & { state: 'done' })['final']): RunRecord {
  if (record.lab === 'softmax') {
    if (final !== undefined && !('testAcc' in final)) throw new TypeError('final: of a linear run');
    const figures = final ?? lastFigures(record);
    return figures === undefined ? record : { ...record, final: figures };
  }
  if (final === undefined) return record;
  if (!('w' in final)) throw new TypeError('final: of a softmax run');
  // JSON has no number for what a diverged run's estimates can become: better none than a file that can't be read.
  const estimates = [...final.w, final.b, ...final.wError, final.bError];
  return estimates.every(Number.isFinite) ? { ...record, final } : record;
}

/** The figures of the last finished epoch, which are what a softmax run came to. */
function lastFigures({ epochs }: RunRecord): SoftmaxFinal | undefined {
  const last = epochs.at(-1);
  if (last?.trainAcc === undefined || last.testAcc === undefined) return undefined;
  return { trainLoss: last.trainLoss, trainAcc: last.trainAcc, testAcc: last.testAcc };
}
