import { describe, expect, test } from 'vitest';
import { fullColumn } from '../../../../../renderer/labs/idea/examples';
import {
  columnLabel,
  missingText,
  problemText,
  termsText,
  weightUnit,
} from '../../../../../renderer/labs/idea/words';

const area = fullColumn('area', 'm²', Float64Array.of(1));
const rooms = fullColumn('rooms', '', Float64Array.of(1));
const price = fullColumn('price', 'k€', Float64Array.of(1));

describe('columnLabel(column, place)', () => {
  test('has the unit where there is one', () => {
    expect([area, rooms].map(columnLabel)).toEqual(['area (m²)', 'rooms']);
  });

  test('counts columns of a file without a header', () => {
    expect(columnLabel({ name: '', unit: '' }, 2)).toBe('Column 3');
  });
});

describe('weightUnit(label, feature)', () => {
  test('is the unit of the label by that of the feature', () => {
    expect(weightUnit(price, area)).toBe('k€/m²');
    expect(weightUnit(price, rooms)).toBe('k€');
    expect(weightUnit(rooms, area)).toBe('1/m²');
    expect(weightUnit(rooms, rooms)).toBe('');
  });
});

describe('missingText(column)', () => {
  test('names the rows as a spreadsheet counts them, and counts the rest', () => {
    const named = [
      { row: 7, text: '' },
      { row: 12, text: 'n/a' },
    ];
    expect(missingText({ ...area, named, missing: 5 })).toBe(
      'row 7 is empty · row 12 has “n/a” · and 3 more',
    );
  });
});

describe('problemText(problem, language)', () => {
  test('says what is wrong and what the limit is', () => {
    expect(problemText({ code: 'tooLarge' }, 'en')).toContain('2 MB');
    expect(problemText({ code: 'tooManyRows' }, 'en')).toContain('10,000');
    expect(problemText({ code: 'unreadable', row: 4 }, 'en')).toContain('4');
  });
});

describe('termsText(terms, constant, language)', () => {
  test('writes a sum with its signs', () => {
    const terms = [
      [1.1, 'area'],
      [-1.2, 'age'],
    ] as const;
    expect(termsText(terms, 20, 'en')).toBe('1.1 × area − 1.2 × age + 20');
    expect(termsText(terms, -3, 'en')).toBe('1.1 × area − 1.2 × age − 3');
  });

  test('leaves out what is nothing', () => {
    const terms = [
      [10.7639, 'area (m²)'],
      [0, 'age'],
    ] as const;
    expect(termsText(terms, 0, 'en')).toBe('10.76 × area (m²)');
    expect(termsText([], 5, 'en')).toBe('5');
  });
});
