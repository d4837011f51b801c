import type { RunRecord } from '#contract/run';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readRecord } from '../../../../main/runs/record';
import { RunRecorder, type Saved } from '../../../../main/runs/recorder';
import { decodeFile } from '../../../../main/runs/weights-file';
import { temporaryFolder } from '../dataset/support/temporary';
import { epochOf, softmaxRecord, weightsOf } from '../support/records';
import { recordingLog } from '../support/recording-log';

let folder: string;
let recorder: RunRecorder;
let lines: string[];

beforeEach(async () => {
  const record = softmaxRecord();
  folder = join(await temporaryFolder(), record.id);
  const recording = recordingLog();
  lines = recording.lines;
  recorder = new RunRecorder(folder, record, recording.log);
});

async function recordOnDisk(): Promise<RunRecord> {
  const read = readRecord(await readFile(join(folder, 'run.json'), 'utf8'), softmaxRecord().id);
  if (!read.ok) throw new Error(read.reason);
  return read.record;
}

async function epochsOfWeights(): Promise<number[]> {
  const decoded = decodeFile(await readFile(join(folder, 'weights.bin')));
  if (!decoded.ok) throw new Error(decoded.reason);
  for (const { epoch, weights } of decoded.snapshots) expect(weights).toEqual(weightsOf(epoch));
  return decoded.snapshots.map(({ epoch }) => epoch);
}

/** Adds what a run has of an epoch; of epoch 0, which is before any training, only the weights. */
function addEpoch(epoch: number, written?: (saved: Saved) => void): void {
  const figures = epoch === 0 ? [] : [epochOf(epoch)];
  recorder.add({
    change: (record) => ({ ...record, epochs: [...record.epochs, ...figures] }),
    snapshot: { epoch, weights: weightsOf(epoch) },
    ...(written && { written }),
  });
}

describe('add(entry)', () => {
  test('changes the record at once and the disk soon', async () => {
    addEpoch(1);
    expect(recorder.record.epochs).toEqual([epochOf(1)]);
    await recorder.settled();
    expect((await recordOnDisk()).epochs).toEqual([epochOf(1)]);
    expect(await epochsOfWeights()).toEqual([1]);
  });

  test('an epoch is announced after it is on disk, each once, in order', async () => {
    const announced: number[] = [];
    const onDisk: Promise<RunRecord>[] = [];
    for (let epoch = 1; epoch <= 30; epoch += 1) {
      addEpoch(epoch, () => {
        announced.push(epoch);
        onDisk.push(recordOnDisk());
      });
      // Some come together, some one by one.
      if (epoch % 7 === 0) await recorder.settled();
    }
    await recorder.settled();
    expect(announced).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const seen = await Promise.all(onDisk);
    seen.forEach((record, i) => {
      expect(record.epochs.length).toBeGreaterThanOrEqual(i + 1);
    });
  });

  test('epochs that come faster than the disk are written together', async () => {
    let writes = 0;
    const record = softmaxRecord();
    const counting = new RunRecorder(folder, record, recordingLog().log);
    let last: RunRecord | undefined;
    for (let epoch = 1; epoch <= 1000; epoch += 1) {
      counting.add({
        change: (before) => ({ ...before, epochs: [...before.epochs, epochOf(epoch)] }),
        written: (_, written) => {
          if (written !== last) writes += 1;
          last = written;
        },
      });
    }
    await counting.settled();
    expect(writes).toBeLessThan(5);
    expect((await recordOnDisk()).epochs).toHaveLength(1000);
  });

  test('what is added while an announcement is made is written too', async () => {
    addEpoch(1, () => {
      addEpoch(2);
    });
    await recorder.settled();
    expect((await recordOnDisk()).epochs).toHaveLength(2);
  });

  test('an announcement that throws stops nothing', async () => {
    addEpoch(1, () => {
      throw new Error('the window is gone');
    });
    addEpoch(2);
    await recorder.settled();
    expect((await recordOnDisk()).epochs).toHaveLength(2);
    expect(lines.join()).toContain('the window is gone');
  });

  test('leaves no temporary files behind', async () => {
    for (let epoch = 0; epoch <= 5; epoch += 1) addEpoch(epoch);
    await recorder.settled();
    expect((await readdir(folder)).toSorted()).toEqual(['run.json', 'weights.bin']);
  });

  test('1000 epochs leave 200 snapshots at most on disk, those in memory', async () => {
    for (let epoch = 0; epoch <= 1000; epoch += 1) {
      addEpoch(epoch);
      if (epoch % 40 === 0) await recorder.settled();
    }
    await recorder.settled();
    const kept = await epochsOfWeights();
    expect(kept.length).toBeLessThanOrEqual(200);
    for (const epoch of kept) expect(recorder.weights(epoch)?.weights).toEqual(weightsOf(epoch));
    expect(recorder.weights()?.epoch).toBe(1000);
  });
});

describe('a disk that refuses', () => {
  /** A file where the run's folder should be: whoever the user is, nothing can be written there. */
  async function block(): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, '');
  }

  test('is told with each epoch, the record goes on in memory', async () => {
    await block();
    const told: Saved[] = [];
    addEpoch(1, (saved) => told.push(saved));
    await recorder.settled();
    addEpoch(2, (saved) => told.push(saved));
    await recorder.settled();
    expect(told).toMatchObject([
      { saved: false, error: { code: 'notWritable' } },
      { saved: false, error: { code: 'notWritable' } },
    ]);
    expect(recorder.record.epochs).toHaveLength(2);
    expect(recorder.weights(1)?.weights).toEqual(weightsOf(1));
    // A full disk refuses every epoch: the log needs to hear it once.
    expect(lines).toHaveLength(1);
  });

  test('that takes writes again gets all that it missed', async () => {
    addEpoch(0);
    await recorder.settled();
    await block();
    addEpoch(1);
    await recorder.settled();
    expect(recorder.saved.saved).toBe(false);
    await rm(folder);
    addEpoch(2);
    await recorder.settled();
    expect(recorder.saved).toEqual({ saved: true });
    expect((await recordOnDisk()).epochs).toEqual([epochOf(1), epochOf(2)]);
    expect(await epochsOfWeights()).toEqual([0, 1, 2]);
  });

  test('that lost the weights alone gets them all again', async () => {
    addEpoch(0);
    await recorder.settled();
    await rm(join(folder, 'weights.bin'));
    await mkdir(join(folder, 'weights.bin'));
    addEpoch(1);
    await recorder.settled();
    expect(recorder.saved.saved).toBe(false);
    await rm(join(folder, 'weights.bin'), { recursive: true });
    addEpoch(2);
    await recorder.settled();
    expect(await epochsOfWeights()).toEqual([0, 1, 2]);
  });
});
