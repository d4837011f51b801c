import type { DatasetFiles } from '#contract/trainer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDataset } from '../../../../main/dataset';

/** Fashion-MNIST as the set-up put it there. */
export async function realData(): Promise<DatasetFiles> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linear-lab-'));
  const packaged = fileURLToPath(
    new URL('../../../../resources/datasets/fashion-mnist', import.meta.url),
  );
  const { status, files } = await findDataset({ dataDir, packaged });
  await rm(dataDir, { recursive: true });
  if (!files) throw new Error(`Fashion-MNIST is missing: ${JSON.stringify(status.tried)}`);
  return files;
}
