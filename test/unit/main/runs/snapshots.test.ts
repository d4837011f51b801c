import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptEpochs, MAX_SNAPSHOTS, Snapshots } from '../../../../main/runs/snapshots';
import { weightsOf } from '../support/records';

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, epoch) => epoch);

describe('keptEpochs(epochs)', () => {
  test('up to 200 are all kept', () => {
    expect(keptEpochs(upTo(199))).toEqual(upTo(199));
  });

  test('of 201, every other one and the last are kept', () => {
    expect(keptEpochs(upTo(200))).toEqual(upTo(100).map((epoch) => 2 * epoch));
    expect(keptEpochs([...upTo(199), 201])).toEqual([...upTo(99).map((epoch) => 2 * epoch), 201]);
  });
});

describe('Snapshots', () => {
  test('1000 epochs, one by one, leave 200 at most, evenly spread, the first and the last among them', () => {
    const snapshots = new Snapshots();
    let thinnings = 0;
    for (const epoch of upTo(1000)) {
      if (snapshots.add([{ epoch, weights: weightsOf(epoch) }])) thinnings += 1;
      expect(snapshots.get()?.epoch).toBe(epoch);
      expect(snapshots.all().length).toBeLessThanOrEqual(MAX_SNAPSHOTS);
    }
    const epochs = snapshots.all().map(({ epoch }) => epoch);
    const gaps = epochs.slice(1).map((epoch, i) => epoch - (epochs[i] ?? 0));
    expect(epochs[0]).toBe(0);
    expect(epochs.at(-1)).toBe(1000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(16);
    expect(epochs.length).toBeGreaterThan(80);
    // A thinning rewrites the file: a few of them are cheap, one at each epoch would not be.
    expect(thinnings).toBeLessThan(20);
  });

  test('whatever the batches, each kept epoch has its own weights', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 12 }), (sizes) => {
        const snapshots = new Snapshots();
        let next = 0;
        for (const size of sizes) {
          const batch = Array.from({ length: size }, (_, i) => next + i);
          next += size;
          snapshots.add(batch.map((epoch) => ({ epoch, weights: weightsOf(epoch) })));
        }
        expect(snapshots.all().length).toBeLessThanOrEqual(MAX_SNAPSHOTS);
        for (const { epoch, weights } of snapshots.all()) expect(weights).toEqual(weightsOf(epoch));
      }),
    );
  });

  test('an epoch that was never there has none', () => {
    expect(new Snapshots().get()).toBeUndefined();
    expect(new Snapshots().get(3)).toBeUndefined();
  });
});
