/** A sweep's record as text, and what is made of it. */
import {
  isEnded,
  SWEEP_SCHEMA,
  sweepRecordSchema,
  type SweepRecord,
  type SweepSummary,
} from '#contract/sweep';
import { readVersioned } from '../versions';
import { waitingCell } from './cells';

export type ReadSweep =
  | { readonly ok: true; readonly record: SweepRecord }
  | { readonly ok: false; readonly reason: 'damaged' | 'newer' };

export function writeSweep(record: SweepRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The record that `text` holds, which has to be the one of the sweep `id`. */
export function readSweep(text: string, id: string): ReadSweep {
  const read = readVersioned(text, { version: SWEEP_SCHEMA, schema: sweepRecordSchema });
  if (!read.ok) return read;
  return read.value.id === id ? { ok: true, record: read.value } : { ok: false, reason: 'damaged' };
}

/** What stands on disk as running and is not: its cell under way begins again when it is resumed. */
export function atRest(record: SweepRecord): SweepRecord {
  const state = record.state === 'running' ? 'paused' : record.state;
  const cells = record.cells.map((cell) => (isEnded(cell) ? cell : waitingCell(cell)));
  return { ...record, state, cells };
}

export function summarizeSweep({ cells, ...record }: SweepRecord): SweepSummary {
  return { ...record, cells: cells.length, cellsDone: cells.filter(isEnded).length };
}
