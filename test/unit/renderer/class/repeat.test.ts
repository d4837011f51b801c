import { describe, expect, test } from 'vitest';
import { isSameRequest, repeatOf } from '../../../../renderer/class/repeat';
import { linearRecord, softmaxRecord } from '../../main/support/records';

const final = { trainLoss: 0.447123456789, trainAcc: 0.84815, testAcc: 0.8312 };
const theirs = softmaxRecord({ state: 'done', final });

describe('a run that repeats one of a class', () => {
  test('was asked for the same, in whatever order its settings are written', () => {
    const turned = Object.fromEntries(Object.entries(theirs.config).toReversed());
    expect(
      isSameRequest(theirs, { ...theirs, ...JSON.parse(JSON.stringify({ config: turned })) }),
    ).toBe(true);
    expect(isSameRequest(theirs, linearRecord())).toBe(false);
    const config = { ...theirs.config, seed: theirs.config.seed + 1 };
    expect(isSameRequest(theirs, { ...theirs, config })).toBe(false);
  });

  test('is the same only where every figure is, to the last bit', () => {
    expect(repeatOf(theirs, softmaxRecord({ state: 'done', final: { ...final } }))).toEqual({
      kind: 'same',
    });
    const next = { ...final, trainLoss: final.trainLoss + 2 ** -53 };
    expect(repeatOf(theirs, softmaxRecord({ state: 'done', final: next }))).toMatchObject({
      kind: 'different',
      by: [{ figure: 'trainLoss', difference: expect.closeTo(1.1e-16, 17) }],
      ...{ otherEngine: false, otherData: false },
    });
  });

  test('says where data or engine are others', () => {
    const ours = softmaxRecord({
      state: 'done',
      final: { ...final, testAcc: 0.83 },
      engine: { kind: 'wasm', version: '4.22.0', threads: 1 },
      dataset: { name: 'fashion-mnist', sha256: 'another' },
    });
    expect(repeatOf(theirs, ours)).toMatchObject({
      by: [{ figure: 'testAcc', difference: expect.closeTo(-0.0012, 12) }],
      ...{ otherEngine: true, otherData: true },
    });
  });

  test('of linear regression is compared by loss, weights and bias; its data come from the seed', () => {
    const line = { trainLoss: 1e-4, w: [2, -3.4], b: 4.2, wError: [0, 0], bError: 0 };
    const before = linearRecord({ state: 'done', final: line });
    const after = linearRecord({ state: 'done', final: { ...line, w: [2, -3.3] } });
    expect(repeatOf(before, after)).toMatchObject({
      by: [{ figure: 'w2', difference: expect.closeTo(0.1, 12) }],
      otherData: false,
    });
  });

  test('that ended otherwise, or before its first epoch, is not compared', () => {
    expect(repeatOf(theirs, softmaxRecord({ state: 'diverged', final }))).toEqual({
      kind: 'unlike',
    });
    const none = softmaxRecord({ state: 'stopped' });
    expect(repeatOf(none, none)).toEqual({ kind: 'unlike' });
  });
});
