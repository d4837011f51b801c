import { describe, expect, test } from 'vitest';
import { continuation, fromCheckpoint, rewound } from '../../../../main/runs/beginning';
import { epochOf, linearRecord, softmaxRecord, weightsOf } from '../support/records';

const snapshotsTo = (last: number) =>
  Array.from({ length: last + 1 }, (_, epoch) => ({ epoch, weights: weightsOf(epoch) }));
const done = softmaxRecord({
  state: 'done',
  number: 4,
  epochs: [1, 2, 3].map((epoch) => ({ ...epochOf(epoch), learningRate: epoch / 10 })),
});

describe('continuation(record, kept, asked)', () => {
  test('goes on after the last epoch, with the rate that was in force there', () => {
    const { request, beginning } = continuation(done, snapshotsTo(3), { epochs: 5 });
    expect(request).toEqual({
      lab: 'softmax',
      implementation: 'scratch',
      config: { ...done.config, epochs: 8, learningRate: 0.3 },
    });
    expect(beginning).toEqual({
      start: { epoch: 3, weights: weightsOf(3) },
      entries: {
        epochs: done.epochs,
        continues: { id: done.id, number: 4, epoch: 4, batch: 0 },
      },
      snapshots: snapshotsTo(3),
    });
  });

  test('from an earlier epoch the later ones are none of the new run’s', () => {
    const asked = { epoch: 1, epochs: 2, learningRate: 0.01 };
    const { request, beginning } = continuation(done, snapshotsTo(3), asked);
    expect(request.config).toMatchObject({ epochs: 3, learningRate: 0.01 });
    expect(beginning.entries.epochs?.map(({ epoch }) => epoch)).toEqual([1]);
    expect(beginning.snapshots).toEqual(snapshotsTo(1));
  });

  test('an epoch whose weights reached the disk before its record did is trained again', () => {
    const cut = { ...done, state: 'failed' as const, epochs: done.epochs.slice(0, 2) };
    const { beginning } = continuation(cut, snapshotsTo(3), { epochs: 1 });
    expect(beginning.start.epoch).toBe(2);
    expect(beginning.entries.epochs).toHaveLength(2);
    expect(beginning.snapshots).toEqual(snapshotsTo(2));
  });

  test.each([
    ['weights that were not kept', { epoch: 9, epochs: 1 }, 'noSuchEpoch', 'epoch', '9'],
    ['more epochs than are allowed', { epochs: 998 }, 'invalidInput', 'value', '1001'],
  ])('refuses %s', (_, asked, code, param, value) => {
    expect(() => continuation(done, snapshotsTo(3), asked)).toThrow(
      expect.objectContaining({ code, params: expect.objectContaining({ [param]: value }) }),
    );
  });

  test('a run that was stopped in its first epoch goes on from its initial weights, at its own rate', () => {
    const stopped = { ...done, state: 'stopped' as const, epochs: [] };
    const { request, beginning } = continuation(stopped, snapshotsTo(1), { epochs: 3 });
    expect(request.config).toMatchObject({ epochs: 3, learningRate: done.config.learningRate });
    expect(beginning).toMatchObject({ start: { epoch: 0 }, snapshots: snapshotsTo(0) });
  });

  test('without any weights there is nothing to go on from', () => {
    expect(() => continuation(done, [], { epochs: 3 })).toThrow(
      expect.objectContaining({ code: 'noSuchEpoch', params: { epoch: '0' } }),
    );
  });

  test('a run that started from a checkpoint still says so', () => {
    const startsFrom = { checkpoint: 'best', run: { id: 'x', number: 2 }, epoch: 5 };
    const { beginning } = continuation({ ...done, startsFrom }, snapshotsTo(3), { epochs: 1 });
    expect(beginning.entries.startsFrom).toEqual(startsFrom);
  });

  test('a line is trained further as pictures are', () => {
    const { trainAcc, testAcc, ...figures } = epochOf(1);
    void [trainAcc, testAcc];
    const line = linearRecord({ state: 'done', epochs: [figures] });
    const { request } = continuation(line, snapshotsTo(1), { epochs: 2 });
    expect(request).toMatchObject({ lab: 'linear', config: { epochs: 3, learningRate: 0.1 } });
  });

  test('a formula has no more epochs', () => {
    const record = linearRecord({ implementation: 'analytic', state: 'done' });
    expect(() => continuation(record, snapshotsTo(1), { epochs: 1 })).toThrow('analytic');
  });
});

describe('fromCheckpoint(checkpoint, weights, request)', () => {
  if (done.lab !== 'softmax') throw new TypeError(done.lab);
  const { config } = done;
  const checkpoint = {
    schema: 1,
    id: '20260304T050608-abc123',
    name: 'best',
    savedAt: '2026-03-04T05:06:08.000Z',
    app: '0.1.0',
    run: { id: done.id, number: 4 },
    epoch: 2,
    dataset: done.dataset,
    lab: 'softmax',
    implementation: 'scratch',
    config,
  } as const;

  test('begins at the first epoch with the checkpoint’s weights, and says so', () => {
    const request = { lab: 'softmax', implementation: 'graph', config } as const;
    expect(fromCheckpoint(checkpoint, weightsOf(2), request)).toEqual({
      start: { epoch: 0, weights: weightsOf(2) },
      entries: {
        startsFrom: { checkpoint: 'best', run: { id: done.id, number: 4 }, epoch: 2 },
      },
      snapshots: [],
    });
  });

  test('refuses the other lab’s weights', () => {
    const line = linearRecord();
    if (line.lab !== 'linear') throw new TypeError(line.lab);
    const request = { lab: line.lab, implementation: line.implementation, config: line.config };
    expect(() => fromCheckpoint(checkpoint, weightsOf(2), request)).toThrow(
      expect.objectContaining({ code: 'invalidInput' }),
    );
  });

  test('a formula has no weights to begin with', () => {
    const line = linearRecord();
    if (line.lab !== 'linear') throw new TypeError(line.lab);
    const { config } = line;
    const kept = { ...checkpoint, lab: 'linear', implementation: 'scratch', config } as const;
    const request = { lab: 'linear', implementation: 'analytic', config } as const;
    expect(() => fromCheckpoint(kept, weightsOf(2), request)).toThrow(
      expect.objectContaining({ code: 'invalidInput', params: expect.anything() }),
    );
  });
});

describe('rewound(diverged, kept, to)', () => {
  const startsFrom = { checkpoint: 'best', run: { id: 'x', number: 2 }, epoch: 5 };
  const diverged = {
    record: { ...done, startsFrom },
    learningRate: 10,
    start: { epoch: 3, weights: weightsOf(9) },
  };

  test('a run that started from a checkpoint still says so', () => {
    expect(rewound(diverged, snapshotsTo(3), 'epoch').entries.startsFrom).toEqual(startsFrom);
  });

  test('without any weights there is no epoch to go back to', () => {
    expect(() => rewound(diverged, [], 'epoch')).toThrow(
      expect.objectContaining({ code: 'noSuchEpoch', params: { epoch: '3' } }),
    );
  });
});
