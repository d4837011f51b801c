import {
  MAX_NAMED_CELLS,
  MAX_TABLE_BYTES,
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableColumn,
  type TableReading,
} from '#contract/table';
import Papa from 'papaparse';
import type { Task } from './task';

/** A CSV file as columns of numbers. What is wrong with the file is an answer, not an error. */
export const readTable: Task<'readTable'> = async (_, { bytes }) => tableOf(bytes);

/** A row of the file that is not blank, with its number as a spreadsheet shows it. */
interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

export function tableOf(bytes: Uint8Array): TableReading {
  if (bytes.length > MAX_TABLE_BYTES) return { ok: false, problem: { code: 'tooLarge' } };
  const text = decoded(bytes);
  if (text === null) return { ok: false, problem: { code: 'notText' } };

  const { data, errors, meta } = Papa.parse<string[]>(text);
  const unmatched = errors.find(({ type }) => type === 'Quotes');
  if (unmatched) {
    return { ok: false, problem: { code: 'unreadable', row: (unmatched.row ?? 0) + 1 } };
  }
  const filled = data
    .map((cells, i): Row => ({ number: i + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const width = Math.max(0, ...filled.map(({ cells }) => cells.length));
  if (width > MAX_TABLE_COLUMNS) return { ok: false, problem: { code: 'tooManyColumns' } };

  // Where a comma cannot be what separates the cells, it is the decimal point of half of Europe.
  const toNumber =
    meta.delimiter === ';' ? (cell: string) => numberOf(cell.replace(',', '.')) : numberOf;
  const [first] = filled;
  const hasHeader = first?.cells.some((cell) => cell !== '' && Number.isNaN(toNumber(cell)));
  const rows = hasHeader ? filled.slice(1) : filled;
  if (rows.length === 0) return { ok: false, problem: { code: 'empty' } };
  if (rows.length > MAX_TABLE_ROWS) return { ok: false, problem: { code: 'tooManyRows' } };

  const columns = Array.from({ length: width }, (_, j) =>
    columnOf((hasHeader ? first?.cells[j] : undefined) ?? '', rows, j, toNumber),
  );
  return { ok: true, table: { rows: rows.length, columns } };
}

function columnOf(
  header: string,
  rows: readonly Row[],
  j: number,
  toNumber: (cell: string) => number,
): TableColumn {
  const values = Float64Array.from(rows, ({ cells }) => toNumber(cells[j] ?? ''));
  const missing = rows.filter((_, i) => Number.isNaN(values[i]));
  const named = missing
    .slice(0, MAX_NAMED_CELLS)
    .map(({ number, cells }) => ({ row: number, text: (cells[j] ?? '').slice(0, 40) }));
  return { ...nameAndUnit(header), values, missing: missing.length, named };
}

/** `area (m²)` and `面积（平方米）`: a name with its unit. */
function nameAndUnit(header: string): { name: string; unit: string } {
  const [, name = header, unit = ''] = /^(.*?)\s*[([（]([^()[\]（）]*)[)\]）]$/u.exec(header) ?? [];
  return { name: name.slice(0, 60), unit: unit.trim().slice(0, 20) };
}

const plain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu;
const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/u;
/** float32 holds no more, and squares of more are infinite: training could only diverge. */
const LARGEST = 1e15;

/** The number in a cell, NaN where there is none. */
function numberOf(cell: string): number {
  const digits = grouped.test(cell) ? cell.replaceAll(',', '') : cell;
  const value = plain.test(digits) ? Number(digits) : NaN;
  return Math.abs(value) <= LARGEST ? value : NaN;
}

/** Text as UTF-8, as UTF-16 with its mark, or as Chinese editions of spreadsheets save it; null for anything else. */
function decoded(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encodings =
    first === 0xff && second === 0xfe
      ? ['utf-16le']
      : first === 0xfe && second === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? null : text;
    } catch {
      // Not this one.
    }
  }
  return null;
}
