/** A process that keeps a run of 50 epochs in the folder it is given, and prints what it was told of each. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { RunStore } from '../../../../main/runs/store';
import { epochOf, softmaxRecord, weightsOf } from '../../../unit/main/support/records';

/** What the process prints, as JSON. */
export interface FullDiskReport {
  /** Of each epoch in turn: null where it was saved, else the error's code. */
  readonly told: readonly (string | null)[];
  /** The error's code after some space was made, or null. */
  readonly afterwards: string | null;
  /** As read back from the disk. */
  readonly epochs: number;
  readonly files: readonly string[];
}

const [, , root = ''] = argv;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = () =>
  new RunStore({
    runs: join(root, 'runs'),
    trash: join(root, 'trash'),
    log,
    interruption: () => '',
  });

const record = softmaxRecord();
const recorder = open().create(record);
const told: (string | null)[] = [];
const addEpoch = async (epoch: number) => {
  recorder.add({
    change: (before) => ({ ...before, epochs: [...before.epochs, epochOf(epoch)] }),
    snapshot: { epoch, weights: weightsOf(epoch, 7850) },
    written: (saved) => told.push(saved.saved ? null : saved.error.code),
  });
  await recorder.settled();
};

for (let epoch = 1; epoch <= 50; epoch += 1) await addEpoch(epoch);
await rm(join(root, 'ballast'));
await addEpoch(51);
const report: FullDiskReport = {
  told: told.slice(0, 50),
  afterwards: told[50] ?? null,
  epochs: (await open().read(record.id)).epochs.length,
  files: (await readdir(join(root, 'runs', record.id))).toSorted(),
};
stdout.write(JSON.stringify(report));
