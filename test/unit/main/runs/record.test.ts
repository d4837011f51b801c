import type { RunEnd } from '#contract/trainer';
import { describe, expect, test } from 'vitest';
import {
  ended,
  interrupted,
  readRecord,
  summarize,
  writeRecord,
} from '../../../../main/runs/record';
import { epochOf, linearRecord, softmaxRecord } from '../support/records';

const id = softmaxRecord().id;

describe('readRecord(text, id)', () => {
  test.each([softmaxRecord(), linearRecord(), softmaxRecord({ epochs: [epochOf(1), epochOf(2)] })])(
    'reads what writeRecord wrote',
    (record) => {
      expect(readRecord(writeRecord(record), id)).toEqual({ ok: true, record });
    },
  );

  test.each([
    ['nothing', ''],
    ['half a record', writeRecord(softmaxRecord()).slice(0, 200)],
    ['zeros, as after a power cut', '\0'.repeat(500)],
    ['another run’s record', writeRecord(softmaxRecord({ id: '20260304T050607-zzzzzz' }))],
    ['a record with a wrong number', writeRecord(softmaxRecord()).replace('256', '-1')],
    ['no object', '17'],
  ])('%s is damaged', (_, text) => {
    expect(readRecord(text, id)).toEqual({ ok: false, reason: 'damaged' });
  });

  test('a record of a later version is newer, whatever else is in it', () => {
    expect(readRecord('{"schema": 2, "epochs": "elsewhere"}', id)).toEqual({
      ok: false,
      reason: 'newer',
    });
  });
});

describe('summarize(record)', () => {
  test('leaves the epochs out and gives their number and median time', () => {
    const summary = summarize(softmaxRecord({ epochs: [1, 2, 9, 4].map(epochOf) }));
    // Times 101, 102, 109, 104.
    expect(summary).toMatchObject({ epochsDone: 4, epochMs: 103 });
    expect(summary).not.toHaveProperty('epochs');
  });

  test('an odd number of epochs has its middle one, none has null', () => {
    expect(summarize(softmaxRecord({ epochs: [9, 1, 5].map(epochOf) })).epochMs).toBe(105);
    expect(summarize(softmaxRecord())).toMatchObject({ epochsDone: 0, epochMs: null });
  });
});

describe('ended(record, end, failure)', () => {
  const running = softmaxRecord({ epochs: [epochOf(1), epochOf(2)] });
  const final = { trainLoss: 0.44, trainAcc: 0.85, testAcc: 0.83 };

  test('takes over the final figures', () => {
    expect(ended(running, { state: 'done', final })).toMatchObject({ state: 'done', final });
  });

  test('a diverged run says where', () => {
    const divergence = { epoch: 2, batch: 7, value: 'NaN', lastFiniteLoss: 1e30 } as const;
    const end: RunEnd = { state: 'diverged', divergence };
    expect(ended(running, end)).toMatchObject({ state: 'diverged', divergence });
  });

  test('a failed run keeps the reason and the figures of its last epoch', () => {
    const end: RunEnd = { state: 'failed', error: { code: 'trainerDied', params: {} } };
    expect(ended(running, end, 'It died.')).toMatchObject({
      state: 'failed',
      failure: 'It died.',
      final: { trainLoss: 0.5, trainAcc: 0.8, testAcc: 0.79 },
    });
    expect(ended(softmaxRecord(), end, 'It died.')).not.toHaveProperty('final');
  });

  test('estimates that JSON has no number for are left out, so that the record can be read back', () => {
    const final = { trainLoss: null, w: [Number.NaN, 1], b: 0, wError: [Number.NaN, 1], bError: 0 };
    const record = ended(linearRecord(), { state: 'stopped', final });
    expect(readRecord(writeRecord(record), id)).toEqual({ ok: true, record });
  });

  test('refuses the figures of the other lab', () => {
    expect(() => ended(linearRecord(), { state: 'done', final })).toThrow(TypeError);
    const linear = { trainLoss: 0, w: [2, -3.4], b: 4.2, wError: [0, 0], bError: 0 };
    expect(() => ended(running, { state: 'done', final: linear })).toThrow(TypeError);
  });
});

describe('interrupted(record, failure)', () => {
  test.each(['running', 'paused'] as const)(
    'a run left %s has failed, its epochs stand',
    (state) => {
      const record = softmaxRecord({ state, epochs: [epochOf(1)] });
      expect(interrupted(record, 'Switched off.')).toMatchObject({
        state: 'failed',
        failure: 'Switched off.',
        epochs: [epochOf(1)],
        final: { testAcc: 0.79 },
      });
    },
  );

  test.each(['done', 'stopped', 'diverged', 'failed'] as const)(
    'a run that is %s stays so',
    (state) => {
      const record = softmaxRecord({ state });
      expect(interrupted(record, 'Switched off.')).toEqual(record);
    },
  );
});
