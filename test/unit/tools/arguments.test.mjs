import { describe, expect, it } from 'vitest';
import { appArguments, PARTS, testArguments, timeLimit } from '../../../tools/lib/arguments.mjs';

describe('appArguments(args, offScreen)', () => {
  it('trains the default run and takes a picture when there is no screen and no other wish', () => {
    expect(appArguments([], true)).toEqual([
      ...['--train', 'softmax', '--screenshot', 'out/linearlab.png'],
    ]);
    expect(appArguments([], false)).toEqual([]);
  });

  it('passes on what was asked for, on a screen or not', () => {
    const args = ['--train', 'linear', '--epochs', '3'];
    expect(appArguments(args, true)).toEqual(args);
    expect(appArguments(args, false)).toEqual(args);
  });
});

describe('timeLimit(minutes, offScreen)', () => {
  it('is there off-screen, where nobody would see that the app hangs', () => {
    expect(timeLimit(undefined, false)).toBeUndefined();
    expect(timeLimit(undefined, true)).toBeGreaterThan(0);
    expect(timeLimit('0.5', true)).toBe(30_000);
    expect(timeLimit('2', false)).toBe(120_000);
  });

  it.each(['0', '-1', 'soon', 'Infinity'])('refuses %j by name', (minutes) => {
    expect(() => timeLimit(minutes, true)).toThrow(`LINEAR_LAB_TIME_LIMIT is "${minutes}"`);
  });
});

describe('testArguments(args)', () => {
  it('is everything when nothing is named', () => {
    expect(testArguments([])).toEqual({
      parts: [...PARTS],
      files: [],
      title: undefined,
      watch: false,
    });
  });

  it('takes parts, and runs them in the usual order', () => {
    expect(testArguments(['e2e', 'unit']).parts).toEqual(['unit', 'e2e']);
  });

  it("finds a file's part by its folder, whichever way the slashes lean", () => {
    expect(testArguments(['test/unit/tools/idx.test.mjs'])).toEqual({
      parts: ['unit'],
      files: ['test/unit/tools/idx.test.mjs'],
      title: undefined,
      watch: false,
    });
    expect(testArguments([String.raw`.\test\e2e\main-job.spec.ts`])).toMatchObject({
      parts: ['e2e'],
      files: ['./test/e2e/main-job.spec.ts'],
    });
  });

  it('looks for a title in all parts that have test files, or in those named', () => {
    expect(testArguments(['-t', 'diverges'])).toEqual({
      parts: ['unit', 'integration', 'e2e'],
      files: [],
      title: 'diverges',
      watch: false,
    });
    expect(testArguments(['unit', '-t', 'diverges']).parts).toEqual(['unit']);
  });

  it('names what it does not know', () => {
    expect(() => testArguments(['units'])).toThrow('does not know "units"');
    expect(() => testArguments(['--wach'])).toThrow('does not know "--wach"');
    expect(() => testArguments(['-t'])).toThrow('-t takes');
  });

  it('watches what Vitest runs: what is named, else the unit tests', () => {
    expect(testArguments(['--watch'])).toMatchObject({ parts: ['unit'], watch: true });
    expect(testArguments(['--watch', '-t', 'diverges']).parts).toEqual(['unit']);
    expect(testArguments(['test/integration/lessons', '--watch'])).toMatchObject({
      parts: ['integration'],
      files: ['test/integration/lessons'],
    });
    expect(() => testArguments(['unit', 'e2e', '--watch'])).toThrow('"e2e" cannot be watched');
  });
});
