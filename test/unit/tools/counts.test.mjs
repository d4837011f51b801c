import { describe, expect, it } from 'vitest';
import {
  closingLine,
  commandsFor,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  settle,
  sum,
} from '../../../tools/lib/counts.mjs';

describe('closingLine(counts)', () => {
  it('names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 212, failed: 0, skipped: 0 })).toBe('212 passed, 0 failed');
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('sum(counts)', () => {
  it('adds each kind by itself', () => {
    const parts = [
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ];
    expect(sum(parts)).toEqual({ passed: 11, failed: 22, skipped: 33 });
    expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe('countVitest(report)', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
  };

  it('counts what was left out and what is still to be written as skipped', () => {
    expect(countVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const testResults = [...report.testResults, { status: 'failed', assertionResults: [] }];
    expect(countVitest({ ...report, testResults }).failed).toBe(2);
  });
});

describe('countPlaywright(report)', () => {
  it('does not let a test pass that passes only now and then', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  it('counts an error outside of any test as a failure', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats, errors: [{ message: 'no such module' }] }).failed).toBe(1);
  });
});

describe('settle(counted, { code, filtered })', () => {
  const good = { passed: 7, failed: 0, skipped: 1 };

  it('leaves a good run as it is', () => {
    expect(settle(good, { code: 0, filtered: false })).toEqual({ counts: good });
  });

  it('counts a runner that left no report as one failure', () => {
    const { counts, problem } = settle(undefined, { code: 139, filtered: false });
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(problem).toContain('139');
  });

  it('counts a runner that ran nothing as one failure', () => {
    const nothing = { passed: 0, failed: 0, skipped: 4 };
    expect(settle(nothing, { code: 0, filtered: false })).toMatchObject({
      counts: { failed: 1, skipped: 4 },
      problem: 'ran no tests',
    });
  });

  it('does not believe good figures when the runner says that something failed', () => {
    expect(settle(good, { code: 1, filtered: false }).counts.failed).toBe(1);
  });

  it('does not call skipped what was only not asked for', () => {
    expect(settle(good, { code: 0, filtered: true }).counts).toEqual({ ...good, skipped: 0 });
    const none = { passed: 0, failed: 0, skipped: 90 };
    expect(settle(none, { code: 0, filtered: true }).counts.failed).toBe(0);
  });
});

describe('failuresOfVitest(report)', () => {
  it('names the files that failed, with the tests that did', () => {
    const testResults = [
      {
        name: '/here/test/unit/a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'sum adds' },
          { status: 'passed', fullName: 'sum is zero of nothing' },
        ],
      },
      { name: '/here/test/unit/broken.test.ts', status: 'failed', assertionResults: [] },
      {
        name: '/here/test/unit/b.test.ts',
        status: 'passed',
        assertionResults: [{ status: 'passed', fullName: 'is fine' }],
      },
    ];
    expect(failuresOfVitest({ testResults })).toEqual([
      { file: '/here/test/unit/a.test.ts', titles: ['sum adds'] },
      { file: '/here/test/unit/broken.test.ts', titles: [] },
    ]);
  });
});

describe('failuresOfPlaywright(report)', () => {
  it('finds them in suites within suites', () => {
    const file = 'runs.spec.ts';
    const suites = [
      {
        file,
        specs: [{ title: 'opens a run', ok: true, file }],
        suites: [{ file, specs: [{ title: 'deletes a run', ok: false, file }] }],
      },
    ];
    const config = { rootDir: '/here/test/e2e' };
    expect(failuresOfPlaywright({ config, suites })).toEqual([
      { file: '/here/test/e2e/runs.spec.ts', titles: ['deletes a run'] },
    ]);
  });
});

describe('commandsFor(failed, folder)', () => {
  const file = '/here/test/unit/a.test.ts';

  it('names the test where it is the only one of its file', () => {
    expect(commandsFor([{ file, titles: ['sum adds'] }], '/here')).toEqual([
      'npm test -- test/unit/a.test.ts -t "sum adds"',
    ]);
    expect(commandsFor([{ file, titles: ['one', 'two'] }], '/here')).toEqual([
      'npm test -- test/unit/a.test.ts',
    ]);
    expect(commandsFor([{ file, titles: [] }], '/here')).toEqual([
      'npm test -- test/unit/a.test.ts',
    ]);
  });

  it('takes of a title what neither the shell nor a pattern would read otherwise', () => {
    expect(
      commandsFor([{ file, titles: ['sum(counts) adds "each" kind by itself, $HOME'] }], '/here'),
    ).toEqual(['npm test -- test/unit/a.test.ts -t "kind by itself,"']);
  });
});
