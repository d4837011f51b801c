import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { cellsOf, toNotebook, toScript } from '../../../../main/exports/python/cells';
import { pythonLiteral } from '../../../../main/exports/python/literal';
import { pythonRun } from '../../../../main/exports/python/run';
import { epochOf, linearRecord, softmaxRecord, weightsOf } from '../support/records';

describe('pythonLiteral(values)', () => {
  test('writes what JSON has no word for, and lets no text out of its quotes', () => {
    expect(
      pythonLiteral({
        a: null,
        b: [true, false],
        c: 1e-7,
        d: Infinity,
        e: '"\\\n\u2028end',
        f: { g: [1] },
      }),
    ).toBe(
      [
        '{',
        '    "a": None,',
        '    "b": [True, False],',
        '    "c": 1e-7,',
        '    "d": float("Infinity"),',
        '    "e": "\\"\\\\\\n\\u2028end",',
        '    "f": {"g": [1]},',
        '}',
      ].join('\n'),
    );
  });
});

describe('a program that repeats a run', () => {
  const script = (record: Parameters<typeof pythonRun>[0]) =>
    toScript(cellsOf(pythonRun(record, [])));

  test('trains each finished epoch with the rate that was in force', () => {
    const epochs = [1, 2, 3].map((epoch) => ({ ...epochOf(epoch), learningRate: 0.1 / epoch }));
    expect(script(softmaxRecord({ epochs }))).toContain(
      '"learning_rates": [0.1, 0.05, 0.03333333333333333],',
    );
  });

  test('trains a run without an epoch as it was meant to be', () => {
    expect(script(linearRecord())).toContain('"learning_rates": [0.03, 0.03, 0.03],');
  });

  test('begins a run that went on from another one where that one stood', () => {
    const record = softmaxRecord({
      epochs: [1, 2, 3].map(epochOf),
      continues: { id: '20260304T050607-abc124', number: 1, epoch: 3, batch: 40 },
    });
    const snapshots = [{ epoch: 2, weights: weightsOf(2, 2) }];
    const { literal } = pythonRun(record, snapshots);
    expect(literal).toContain('"start": {"epoch": 2, "weights": "AAAAQGIQAEA="}');
    expect(literal).toContain('"learning_rates": [0.1],');
    expect(literal).toContain(
      '"rate_before": [{"epoch": 3, "batches": 40, "learning_rate": 0.1}],',
    );
  });

  test('says at its top where a run began, and where it cannot begin there', () => {
    const continues = { id: '20260304T050607-abc124', number: 7, epoch: 3, batch: 0 };
    const snapshots = [{ epoch: 2, weights: weightsOf(2, 2) }];
    const { about } = pythonRun(softmaxRecord({ continues }), snapshots);
    expect(about).toContain('went on from run 7. Its weights after epoch 2 are');
    expect(pythonRun(softmaxRecord({ continues }), []).about).toContain('were not kept');
    expect(pythonRun(softmaxRecord(), []).about).not.toContain('began');
  });

  test('shows the texts of a record as text: none becomes code', () => {
    const app = '0.1\nimport os\u2028os.remove("x")\rprint()';
    const lines = script(softmaxRecord({ app })).split(/[\n\r\u2028]/);
    expect(lines.filter((line) => /^(import os$|os\.|print\(\))/.test(line))).toEqual([
      'import os',
    ]);
    // The one that is left is the template's own.
    expect(lines.indexOf('import os')).toBeGreaterThan(lines.indexOf('import hashlib'));
  });

  test('as a notebook has ids, kinds and sources as format 4.5 asks', () => {
    const notebook: unknown = JSON.parse(toNotebook(cellsOf(pythonRun(softmaxRecord(), [])), 'en'));
    const cell = v.union([
      v.strictObject({
        id: v.string(),
        cell_type: v.literal('markdown'),
        metadata: v.object({}),
        source: v.array(v.string()),
      }),
      v.strictObject({
        id: v.string(),
        cell_type: v.literal('code'),
        metadata: v.object({}),
        source: v.array(v.string()),
        execution_count: v.null(),
        outputs: v.tuple([]),
      }),
    ]);
    const schema = v.object({
      nbformat: v.literal(4),
      nbformat_minor: v.literal(5),
      cells: v.array(cell),
    });
    const { cells } = v.parse(schema, notebook);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(cells.map((one) => one.source.join('')).join('')).toContain('Generator(RUN["seed"]');
  });
});
