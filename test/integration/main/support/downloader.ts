/** A process that downloads a small data set: `downloader <data folder> <mirror>`. Prints how it ended, as JSON. */
import type { DatasetStatus } from '#contract/dataset';
import { AppError, type ErrorCode } from '#contract/errors';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { downloadDataset } from '../../../../main/dataset';
import { syntheticSet } from '../../../unit/main/dataset/support/synthetic-set';

/** What the process prints, as JSON. */
export type DownloadEnd = DatasetStatus['state'] | ErrorCode;

const [, , dataDir = '', mirror = ''] = argv;
const nowhere = join(dataDir, 'nowhere');

async function download(): Promise<DownloadEnd> {
  try {
    const { status } = await downloadDataset(
      { dataDir, packaged: nowhere, system: nowhere },
      {
        fetch,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        manifest: syntheticSet({ train: 300, test: 20 }).manifest,
        mirrors: [mirror],
        // The disk fills up after it was looked at, as other programs use it too.
        freeBytes: () => Promise.resolve(Infinity),
      },
    );
    return status.state;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

stdout.write(`${JSON.stringify(await download())}\n`);
