import { describe, expect, it } from 'vitest';
import { branchesNotTaken, byFolder, coverageTable } from '../../../tools/lib/coverage.mjs';

/** @param {number} covered @param {number} total */
const shares = (covered, total) => ({
  lines: { covered, total },
  branches: { covered, total },
  functions: { covered: 0, total: 0 },
});

describe('byFolder(summary, root)', () => {
  it('adds up the files of each folder, and leaves out the total', () => {
    const summary = {
      total: shares(9, 9),
      '/here/main/runs/b.ts': shares(1, 2),
      '/here/main/runs/a.ts': shares(3, 4),
      '/here/main/cli.ts': shares(5, 5),
    };
    expect(byFolder(summary, '/here')).toEqual([
      ['main', shares(5, 5)],
      ['main/runs', shares(4, 6)],
    ]);
  });
});

describe('coverageTable(rows)', () => {
  it('rounds down, and has no figure for what there is none of', () => {
    const [, row = ''] = coverageTable([['main', shares(999_999, 1_000_000)]]).split('\n');
    expect(row.split(/\s{2,}/)).toEqual(['main', '99.9 %', '99.9 %', '-']);
  });
});

describe('branchesNotTaken(report, root)', () => {
  it('names file and line once, with the line of the if where there is no else', () => {
    const report = {
      '/here/main/cli.ts': {
        branchMap: {
          0: { loc: { start: { line: 3 } }, locations: [{ start: { line: 3 } }, { start: {} }] },
          1: {
            loc: { start: { line: 7 } },
            locations: [{ start: { line: 7 } }, { start: { line: 8 } }],
          },
          2: {
            loc: { start: { line: 8 } },
            locations: [{ start: { line: 8 } }, { start: { line: 8 } }],
          },
        },
        b: { 0: [5, 0], 1: [1, 0], 2: [0, 0] },
      },
    };
    expect(branchesNotTaken(report, '/here')).toEqual(['main/cli.ts:3', 'main/cli.ts:8']);
  });
});
