// @ts-check
/** The benchmark's rows as people read them. */

/** @typedef {import('./rows.mjs').Row} Row */
/** @typedef {import('./context.mjs').Figure} Figure */
/** @typedef {{ machine: string, versions: Readonly<Record<string, string>>, date: string, rows: readonly Row[], figures: readonly Figure[] }} Report */

/** @param {number | null} value */
export function number(value) {
  if (value === null) return '';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {Row} row */
const verdict = ({ met, reason }) =>
  met === null ? `not available: ${reason}` : met ? 'met' : 'missed';

/** @param {Row} row A line of the table in the terminal. */
export const line = (row) =>
  [
    row.what.padEnd(100),
    row.goal.padStart(7),
    number(row.value).padStart(8),
    (row.value === null ? '' : `${number(row.min)} to ${number(row.max)}`).padStart(16),
    `  ${verdict(row).split('\n')[0]}`,
  ].join(' ');

/** @param {Report} report The page `docs/benchmarks.md`. */
export function markdown({ machine, versions, date, rows, figures }) {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`; do not edit. Each figure is the median of at least five rounds after a warm-up, with',
    'the smallest and the largest; those who are compared took turns in one run, on the same data, the same weights to start',
    "from and (but for model.fit, scikit-learn and the notes' own code, which shuffle by themselves) the same minibatches, and",
    'their losses and accuracies were compared. Figures of two machines, or of two runs, do not compare.',
    '',
    `${date}, ${machine}.`,
    '',
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ') + '.',
    '',
    '## Goals',
    '',
    ...table(
      ['what', 'goal', 'measured', 'spread', 'unit', 'verdict'],
      rows.map((row) => [
        row.what,
        row.goal,
        number(row.value),
        row.value === null ? '' : `${number(row.min)} to ${number(row.max)}`,
        row.unit,
        verdict(row),
      ]),
    ),
    '',
    '## Behind them',
    '',
    ...table(
      ['what', 'median', 'spread', 'unit'],
      figures.map(({ what, unit, value, min, max }) => [
        what,
        number(value),
        `${number(min)} to ${number(max)}`,
        unit,
      ]),
    ),
    '',
  ].join('\n');
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} body */
function table(head, body) {
  const cells = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [cells(head), cells(head.map(() => '---')), ...body.map(cells)];
}
