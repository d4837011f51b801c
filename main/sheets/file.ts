/** The file of a lab sheet: read with a reason for every refusal, written so that it reads back the same. */
import { AppError } from '#contract/errors';
import { SHEET_FORMAT, SHEET_SCHEMA, sheetLimits, sheetSchema, type Sheet } from '#contract/sheet';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { errorCode } from '../files';
import { issueParams, shorten } from '../issue';

/** What tells a sheet's file, and its version, before anything else of it is looked at. */
const headSchema = v.looseObject({ format: v.literal(SHEET_FORMAT), schema: v.number() });

/** UTF-8 takes at most three bytes for what JavaScript counts as one character. */
const MAX_BYTES = 3 * sheetLimits.file;

/** @throws {AppError} `unreadableFile`, `newerFile`, `invalidFile`: with the field, the value and what is allowed */
export function parseSheet(text: string, file: string): Sheet {
  if (text.length > sheetLimits.file) throw tooLarge(file);
  const json = parseJson(text, file);
  const head = v.safeParse(headSchema, json);
  if (!head.success) throw invalid(file, head.issues[0]);
  if (head.output.schema > SHEET_SCHEMA) throw new AppError('newerFile', { file });
  const sheet = v.safeParse(sheetSchema, json);
  if (!sheet.success) throw invalid(file, sheet.issues[0]);
  return sheet.output;
}

/** @throws {AppError} as `parseSheet`; `unreadableFile` where it is not there */
export async function readSheet(path: string): Promise<Sheet> {
  const file = shorten(basename(path));
  try {
    if ((await stat(path)).size > MAX_BYTES) throw tooLarge(file);
    return parseSheet(await readFile(path, 'utf8'), file);
  } catch (error) {
    if (error instanceof AppError || errorCode(error) === '') throw error;
    throw new AppError('unreadableFile', { file }, { cause: error });
  }
}

export function formatSheet(sheet: Sheet): string {
  return `${JSON.stringify(sheet, null, 2)}\n`;
}

/** The name of the folder of this very sheet: its id, and the first digits of its content's hash. */
export function sheetKey(sheet: Sheet): string {
  const hash = createHash('sha256').update(JSON.stringify(sheet, inOrder)).digest('hex');
  return `${sheet.id}-${hash.slice(0, 8)}`;
}

/** Has `JSON.stringify` write the entries of objects in the order of their names. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseJson(text: string, file: string): unknown {
  try {
    // Editors of Windows begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('unreadableFile', { file }, { cause: error });
  }
}

function invalid(file: string, issue: v.BaseIssue<unknown>): AppError {
  return new AppError('invalidFile', { file, ...issueParams(issue) });
}

function tooLarge(file: string): AppError {
  const allowed = `${sheetLimits.file} characters`;
  return new AppError('invalidFile', { file, field: 'size', value: '…', allowed });
}
