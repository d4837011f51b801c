/** What the lab says of columns and files. */
import {
  MAX_TABLE_BYTES,
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableColumn,
  type TableReading,
} from '#contract/table';
import type { Language } from '#contract/settings';
import { m } from '#messages';
import { formatShort } from '../../figures';
import { formatBytes, formatCount } from '../../format';

/** A column's name; a file without a header has numbers instead. */
export function columnName({ name }: Pick<TableColumn, 'name'>, place: number): string {
  return name === '' ? m.idea_column({ number: place + 1 }) : name;
}

/** With its unit, where there is one: "area (m²)". */
export function columnLabel(column: Pick<TableColumn, 'name' | 'unit'>, place: number): string {
  const name = columnName(column, place);
  return column.unit === '' ? name : m.idea_with_unit({ name, unit: column.unit });
}

/** The unit of a weight: the label's by the feature's. */
export function weightUnit(label: TableColumn, feature: TableColumn): string {
  if (feature.unit === '') return label.unit;
  return m.idea_unit_ratio({ label: label.unit || '1', feature: feature.unit });
}

type Problem = Extract<TableReading, { ok: false }>['problem'];

/** Why a file is refused, and what would be taken. */
export function problemText(problem: Problem, language: Language): string {
  switch (problem.code) {
    case 'tooLarge':
      return m.idea_problem_too_large({ limit: formatBytes(MAX_TABLE_BYTES, language) });
    case 'notText':
      return m.idea_problem_not_text();
    case 'empty':
      return m.idea_problem_empty();
    case 'tooManyColumns':
      return m.idea_problem_columns({ limit: MAX_TABLE_COLUMNS });
    case 'tooManyRows':
      return m.idea_problem_rows({ limit: formatCount(MAX_TABLE_ROWS, language) });
    case 'unreadable':
      return m.idea_problem_unreadable({ row: problem.row });
  }
}

/** The cells of a column that hold no number, by row: "row 7 is empty, row 12 has “n/a”, and 3 more". */
export function missingText({ named, missing }: TableColumn): string {
  const cells = named.map(({ row, text }) =>
    text === '' ? m.idea_cell_empty({ row }) : m.idea_cell_text({ row, text }),
  );
  const more = missing - named.length;
  if (more > 0) cells.push(m.idea_cells_more({ count: more }));
  return cells.join(m.idea_separator());
}

/** A sum of products as one writes it: "1.1 × area − 1.2 × age + 20". */
export function termsText(
  terms: readonly (readonly [coefficient: number, name: string])[],
  constant: number,
  language: Language,
): string {
  const parts = terms.filter(([coefficient]) => coefficient !== 0);
  const text = parts.map(([coefficient, name], i) => {
    const size = `${formatShort(i === 0 ? coefficient : Math.abs(coefficient), language)} × ${name}`;
    return i === 0 ? size : `${coefficient < 0 ? '−' : '+'} ${size}`;
  });
  if (parts.length === 0) return formatShort(constant, language);
  if (Math.abs(constant) > 1e-9) {
    text.push(`${constant < 0 ? '−' : '+'} ${formatShort(Math.abs(constant), language)}`);
  }
  return text.join(' ');
}
