/**
 * What real refusals of the system come to, printed as JSON. `refused busy <folder>`: a file in the folder that cannot be replaced
 * as something is mounted on it, until that is unmounted. `refused read-only <folder>`: a folder of this user's own that its mode
 * closes, and then opens again.
 */
import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { promisify } from 'node:util';
import { errorCode, writeAtomic } from '../../../../main/files';
import { RunStore } from '../../../../main/runs/store';
import { SettingsStore } from '../../../../main/settings';
import { epochOf, softmaxRecord, weightsOf } from '../../../unit/main/support/records';
import { recordingLog } from '../../../unit/main/support/recording-log';

export interface BusyReport {
  /** The code of a rename that is tried once. */
  readonly once: string;
  /** What the file holds after `writeAtomic`. */
  readonly content: string;
  readonly files: readonly string[];
}

export interface ReadOnlyReport {
  /** Of an epoch and a change of settings while the folder was closed: null where it was saved, else the code. */
  readonly told: readonly (string | null)[];
  /** Of the epoch and the change after it was opened. */
  readonly afterwards: readonly (string | null)[];
  /** As read back from the disk. */
  readonly epochs: number;
  readonly language: string;
}

const [, , kind, folder = ''] = argv;

async function busy(): Promise<BusyReport> {
  const file = join(folder, 'busy.json');
  const other = join(folder, 'other.json');
  await writeFile(other, 'old');
  const once = await rename(other, file).then(() => '', errorCode);
  const written = writeAtomic(file, 'new');
  await promisify(execFile)('umount', [file]);
  await written;
  return { once, content: await readFile(file, 'utf8'), files: await readdir(folder) };
}

async function readOnly(): Promise<ReadOnlyReport> {
  const { log } = recordingLog();
  const open = () =>
    new RunStore({
      runs: join(folder, 'runs'),
      trash: join(folder, 'trash'),
      log,
      interruption: () => '',
    });
  const file = join(folder, 'settings.json');
  const now = () => new Date();
  const settings = await SettingsStore.open({ file, now, log });
  const record = softmaxRecord();
  const recorder = open().create(record);
  const told: (string | null)[] = [];
  const step = async (epoch: number, language: 'en' | 'zh-CN') => {
    recorder.add({
      change: (before) => ({ ...before, epochs: [...before.epochs, epochOf(epoch)] }),
      snapshot: { epoch, weights: weightsOf(epoch, 10) },
      written: (saved) => told.push(saved.saved ? null : saved.error.code),
    });
    await recorder.settled();
    await settings.change({ language }).then(
      () => told.push(null),
      (error: unknown) => told.push(errorOf(error)),
    );
  };
  await chmod(folder, 0o555);
  await step(1, 'en');
  await chmod(folder, 0o755);
  await step(2, 'zh-CN');
  const kept = await SettingsStore.open({ file, now, log });
  return {
    told: told.slice(0, 2),
    afterwards: told.slice(2),
    epochs: (await open().read(record.id)).epochs.length,
    language: kept.current.language,
  };
}

const errorOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

stdout.write(JSON.stringify(await (kind === 'busy' ? busy() : readOnly())));
