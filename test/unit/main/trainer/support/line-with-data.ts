import { afterAll, beforeAll } from 'vitest';
import { Line } from './line';
import { syntheticData } from './synthetic-data';

/** For the tests of a file: a line to a trainer on the cpu engine that has a small data set, and that data set. */
export async function lineWithData(size: { readonly train: number; readonly test: number }) {
  const { set, files, remove } = await syntheticData(size);
  const line = new Line({ manifest: set.manifest });
  beforeAll(async () => {
    line.say({ type: 'init', engine: 'cpu' });
    line.say({ type: 'dataset', files });
    await line.hear('datasetLoaded');
  });
  afterAll(remove);
  return { line, set };
}
