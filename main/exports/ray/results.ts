/**
 * `results.jsonl` as `sweep.py` writes it: a line for the sweep each time it is started, then one for each cell that ended. It may
 * come from anywhere, so that each line is judged by itself: what does not fit is named and skipped.
 */
import { AppError } from '#contract/errors';
import {
  cellEnds,
  cellFiguresSchema,
  cellPlaceSchema,
  MAX_CELLS,
  SWEEP_SCHEMA,
  sweepRecordSchema,
  sweepRequestSchema,
  type SkippedLine,
  type SweepCell,
  type SweepImport,
  type SweepRecord,
} from '#contract/sweep';
import * as v from 'valibot';
import { isSamePlace, waitingCell } from '../../sweeps/cells';

/** More than the longest sweep needs, run fifty times. */
export const MAX_RESULTS_BYTES = 8_000_000;
const MAX_LINE = 100_000;
const MAX_NAMED = 20;

const sweepLineSchema = v.object({
  kind: v.literal('sweep'),
  schema: v.literal(SWEEP_SCHEMA),
  request: sweepRequestSchema,
  cells: v.pipe(v.array(cellPlaceSchema), v.minLength(1), v.maxLength(MAX_CELLS)),
  dataset: v.string(),
  engine: sweepRecordSchema.entries.engine,
  startedAt: sweepRecordSchema.entries.startedAt,
});
type SweepLine = v.InferOutput<typeof sweepLineSchema>;

const cellLineSchema = v.object({
  kind: v.literal('cell'),
  ...cellPlaceSchema.entries,
  state: v.picklist(cellEnds),
  ...cellFiguresSchema.entries,
});

export interface ResultsFile {
  /** Its name, for messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * The sweep that the file tells of: of several, the first, with the newest line of each cell.
 * @param expected the SHA-256 of the lab's own data
 * @throws {AppError} `invalidInput` where the file's first line is not that of a sweep on that data
 */
export function readResults(
  { file, text }: ResultsFile,
  expected: string,
  identity: Pick<SweepRecord, 'id' | 'app'>,
): SweepImport {
  const lines = text.split(/\r?\n/);
  const { cells: places, ...sweep } = readFirst(lines[0] ?? '', file, expected);
  const cells: SweepCell[] = places.map(waitingCell);
  const skipped: SkippedLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue;
    const read = readLine(line, cells);
    if ('problem' in read) skipped.push({ line: i + 1, ...read });
    else if ('cell' in read) cells[read.index] = read.cell;
  }
  const state = cells.every((cell) => cell.state !== 'waiting') ? 'done' : 'cancelled';
  return {
    record: { ...identity, ...sweep, source: 'ray', state, cells },
    skipped: skipped.slice(0, MAX_NAMED),
    skippedCount: skipped.length,
  };
}

function readFirst(line: string, file: string, expected: string): Omit<SweepLine, 'kind'> {
  const json = line.length > MAX_LINE ? undefined : parseJson(line);
  const parsed = v.safeParse(sweepLineSchema, json?.value);
  const refuse = (field: string, value: string, allowed: string) =>
    new AppError('invalidInput', { field: `${file}:1 ${field}`.trimEnd(), value, allowed });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw refuse(
      v.getDotPath(issue) ?? '',
      shorten(json ? issue.received : line),
      issue.expected ?? issue.message,
    );
  }
  const { schema, request, cells, dataset, engine, startedAt } = parsed.output;
  if (dataset !== expected) throw refuse('dataset', shorten(dataset), expected);
  return { schema, request, cells, dataset, engine, startedAt };
}

type ReadLine =
  | Omit<SkippedLine, 'line'>
  | { readonly index: number; readonly cell: SweepCell }
  | { readonly sweep: true };

function readLine(line: string, cells: readonly SweepCell[]): ReadLine {
  if (line.length > MAX_LINE) return { problem: 'tooLong' };
  const json = parseJson(line);
  if (!json) return { problem: 'notJson' };
  // The sweep was started once more, and appends to the same file.
  if (v.is(sweepLineSchema, json.value)) return { sweep: true };
  const parsed = v.safeParse(cellLineSchema, json.value);
  if (!parsed.success) {
    return { problem: 'wrongValue', field: shorten(v.getDotPath(parsed.issues[0]) ?? '') };
  }
  const { learningRate, batchSize, state, epochs, trainLoss, trainAcc, testAcc, ms } =
    parsed.output;
  const place = { learningRate, batchSize };
  const figures = { epochs, trainLoss, trainAcc, testAcc, ms };
  const index = cells.findIndex((cell) => isSamePlace(cell, place));
  return index === -1 ? { problem: 'notACell' } : { index, cell: { ...place, state, figures } };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
