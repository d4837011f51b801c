import { describe, expect, test } from 'vitest';
import {
  filtered,
  isFiltering,
  noFilter,
  orderBy,
  parseTags,
  sorted,
  tagsOf,
} from '../../../../renderer/runs/listing';
import { softmaxRun, summaryOf } from './support';

const { config } = softmaxRun(1);
const final = (trainLoss: number, testAcc: number) => ({ trainLoss, trainAcc: 0.8, testAcc });
const runs = [
  softmaxRun(4, { name: 'Große Rate', config: { ...config, learningRate: 0.5 }, hidden: true }),
  softmaxRun(3, { implementation: 'graph', note: 'zum Vergleich', tags: ['class 3', 'b'] }),
  softmaxRun(2, { state: 'diverged', tags: ['b'] }),
  softmaxRun(1, { final: final(0.4, 0.83) }),
].map(summaryOf);
const numbers = (list: readonly { number: number }[]) => list.map(({ number }) => number);

describe('filtered(runs, filter)', () => {
  test.each([
    ['nothing asked for: all but the hidden ones', {}, [3, 2, 1]],
    ['the hidden ones too', { hidden: true }, [4, 3, 2, 1]],
    ['a word of a name, whatever its case', { hidden: true, text: 'grosse große' }, []],
    ['words anywhere on the run', { hidden: true, text: ' RATE große ' }, [4]],
    ['a note', { text: 'vergleich' }, [3]],
    ['a tag’s letters', { text: 'class' }, [3]],
    ['a number is the whole number', { text: '2' }, [2]],
    ['a learning rate', { hidden: true, text: '0.5' }, [4]],
    ['an implementation', { implementation: 'graph' as const }, [3]],
    ['a state', { state: 'diverged' as const }, [2]],
    ['a tag', { tag: 'b' }, [3, 2]],
    ['the other lab', { lab: 'linear' as const }, []],
  ])('%s', (_, change, expected) => {
    expect(numbers(filtered(runs, { ...noFilter, ...change }))).toEqual(expected);
  });

  test('searches what is said of a run, too', () => {
    const said = filtered(runs, { ...noFilter, text: 'divergiert' }, ({ state }) =>
      state === 'diverged' ? ['Divergiert'] : [],
    );
    expect(numbers(said)).toEqual([2]);
  });

  test('whether it leaves anything out', () => {
    expect(isFiltering({ ...noFilter, hidden: true, text: ' ' })).toBe(false);
    expect(isFiltering({ ...noFilter, tag: 'b' })).toBe(true);
  });
});

describe('sorted(runs, order)', () => {
  const some = [
    softmaxRun(1, { final: final(0.5, 0.8) }),
    softmaxRun(2),
    softmaxRun(3, { final: final(0.4, 0.9) }),
    softmaxRun(4, { final: final(0.5, 0.7) }),
  ].map(summaryOf);

  test('by a figure, those without one last either way, equals with the newest first', () => {
    const by = (descending: boolean) => numbers(sorted(some, { column: 'trainLoss', descending }));
    expect(by(false)).toEqual([3, 4, 1, 2]);
    expect(by(true)).toEqual([4, 1, 3, 2]);
  });

  test('by a setting as a number, not as its digits', () => {
    const rated = [10, 9, 0.5].map((learningRate, index) =>
      summaryOf(softmaxRun(index, { config: { ...config, learningRate } })),
    );
    const order = { column: 'learningRate', descending: false } as const;
    expect(sorted(rated, order).map((run) => run.config.learningRate)).toEqual([0.5, 9, 10]);
  });

  test('changes nothing of what it was given', () => {
    const before = [...some];
    sorted(some, { column: 'number', descending: true });
    expect(some).toEqual(before);
  });
});

test('orderBy turns the same column round, and starts another with its best', () => {
  const order = { column: 'number', descending: true } as const;
  expect(orderBy(order, 'number')).toEqual({ column: 'number', descending: false });
  expect(orderBy(order, 'testAcc')).toEqual({ column: 'testAcc', descending: true });
  expect(orderBy(order, 'trainLoss')).toEqual({ column: 'trainLoss', descending: false });
});

test('tagsOf names each tag once, in order', () => {
  expect(tagsOf(runs, 'en')).toEqual(['b', 'class 3']);
});

test('parseTags takes commas of both scripts, and each tag once', () => {
  expect(parseTags(' a, b c，d、a;,\n')).toEqual(['a', 'b c', 'd']);
});
