import { MAX_TABLE_BYTES, type Table, type TableReading } from '#contract/table';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../../../../../main/trainer/tasks/read-table';

const utf8 = (text: string) => new TextEncoder().encode(text);

function tableIn(reading: TableReading): Table {
  if (!reading.ok) throw new Error(`refused: ${reading.problem.code}`);
  return reading.table;
}

const read = (text: string) => tableIn(tableOf(utf8(text)));
const problem = (bytes: Uint8Array) => {
  const reading = tableOf(bytes);
  return reading.ok ? null : reading.problem;
};
const valuesOf = ({ columns }: Table) => columns.map(({ values }) => [...values]);

describe('a table of numbers', () => {
  test('has named columns with their units', () => {
    const { rows, columns } = read('area (m²),age [years],price\n100,5,120.5\n80,20,75\n');
    expect(rows).toBe(2);
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['area', 'm²'],
      ['age', 'years'],
      ['price', ''],
    ]);
    expect(columns.map(({ values }) => [...values])).toEqual([
      [100, 80],
      [5, 20],
      [120.5, 75],
    ]);
  });

  test('without a header, columns have no name and the first row counts', () => {
    const table = read('1,2\n3,4');
    expect(table.columns.map(({ name }) => name)).toEqual(['', '']);
    expect(valuesOf(table)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test.each([
    { what: 'tabs', text: 'a\tb\n1\t2' },
    { what: 'semicolons', text: 'a;b\n1;2' },
    { what: 'Windows line ends', text: 'a,b\r\n1,2\r\n' },
    { what: 'a byte order mark', text: '\ufeffa,b\n1,2' },
    { what: 'blank lines', text: '\n\na,b\n\n1,2\n,\n' },
    { what: 'spaces', text: ' a , b \n 1 , 2 ' },
    { what: 'quotation marks', text: '"a","b"\n"1","2"' },
  ])('is read with $what', ({ text }) => {
    const table = read(text);
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(valuesOf(table)).toEqual([[1], [2]]);
  });

  test.each([
    ['1e3', 1000],
    ['-0.5', -0.5],
    ['+7', 7],
    ['.25', 0.25],
    ['"1,234,567.8"', 1_234_567.8],
  ])('%s is the number %d', (cell, value) => {
    expect(valuesOf(read(`a,b\n${cell},0`))[0]).toEqual([value]);
  });

  test('where semicolons separate, a comma is a decimal point', () => {
    expect(valuesOf(read('a;b\n1,5;2'))).toEqual([[1.5], [2]]);
  });

  test('any table of finite numbers comes back as it was', () => {
    const cell = fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((x) => x + 0);
    const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 30,
      }),
    );
    fc.assert(
      fc.property(table, (rows) => {
        const names = (rows[0] ?? []).map((_, j) => `column ${j}`);
        const { columns } = read(Papa.unparse([names, ...rows]));
        expect(columns.map(({ name }) => name)).toEqual(names);
        columns.forEach(({ values, missing }, j) => {
          expect([...values]).toEqual(rows.map((row) => row[j]));
          expect(missing).toBe(0);
        });
      }),
    );
  });
});

describe('cells without a number', () => {
  test('are named by their row as a spreadsheet counts, and what stands there', () => {
    const { columns } = read('area,age\n100,\n80,old\n\n70,3\n60');
    expect([...(columns[1]?.values ?? [])]).toEqual([NaN, NaN, 3, NaN]);
    expect(columns[1]).toMatchObject({
      missing: 3,
      named: [
        { row: 2, text: '' },
        { row: 3, text: 'old' },
        { row: 6, text: '' },
      ],
    });
    expect(columns[0]).toMatchObject({ missing: 0, named: [] });
  });

  test.each(['0x10', 'Infinity', 'NaN', '1e400', '12 m²', '1,2,3', '--1', '१२'])(
    '"%s" is none',
    (cell) => {
      const { columns } = read(`a,b\n"${cell}",1`);
      expect(columns[0]).toMatchObject({ missing: 1, named: [{ row: 2, text: cell }] });
    },
  );

  test('of many, the first twenty are named and all are counted', () => {
    const { columns } = read(`a,b\n${'x,1\n'.repeat(500)}`);
    expect(columns[0]?.missing).toBe(500);
    expect(columns[0]?.named).toHaveLength(20);
  });
});

describe('encodings', () => {
  test('Chinese editions of spreadsheets write GB 18030', () => {
    // "面积（平方米）,价格" and a row, as they save it.
    const header = [
      0xc3, 0xe6, 0xbb, 0xfd, 0xa3, 0xa8, 0xc6, 0xbd, 0xb7, 0xbd, 0xc3, 0xd7, 0xa3, 0xa9,
    ];
    const price = [0xbc, 0xdb, 0xb8, 0xf1];
    const bytes = Uint8Array.of(...header, 0x2c, ...price, ...utf8('\n100,120'));
    const { columns } = tableIn(tableOf(bytes));
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['面积', '平方米'],
      ['价格', ''],
    ]);
  });

  test('UTF-16 with its mark is read', () => {
    const bytes = Buffer.concat([
      Buffer.of(0xff, 0xfe),
      Buffer.from('面积\t价格\n1\t2', 'utf16le'),
    ]);
    expect(tableIn(tableOf(bytes)).columns.map(({ name }) => name)).toEqual(['面积', '价格']);
  });

  test('a picture is not text', () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d];
    expect(problem(Uint8Array.from(png))).toEqual({ code: 'notText' });
  });
});

describe('what is refused', () => {
  test.each([
    { what: 'an empty file', bytes: utf8(''), expected: { code: 'empty' } },
    { what: 'a header alone', bytes: utf8('area,age\n'), expected: { code: 'empty' } },
    {
      what: 'a file that is too large',
      bytes: new Uint8Array(MAX_TABLE_BYTES + 1),
      expected: { code: 'tooLarge' },
    },
    {
      what: 'too many rows',
      bytes: utf8('1\n'.repeat(10_001)),
      expected: { code: 'tooManyRows' },
    },
    {
      what: 'too many columns',
      bytes: utf8(Array(51).fill('1').join(',')),
      expected: { code: 'tooManyColumns' },
    },
    {
      what: 'a quotation mark without its other half',
      bytes: utf8('a,b\n1,"2\n3,4'),
      expected: { code: 'unreadable', row: 2 },
    },
  ])('$what', ({ bytes, expected }) => {
    expect(problem(bytes)).toEqual(expected);
  });

  test('no bytes at all make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof tableOf(bytes).ok).toBe('boolean');
      }),
    );
  });
});
