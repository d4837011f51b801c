import { expect, test } from 'vitest';
import { datasetName } from '../../../renderer/words';

test('the data set of the app has its proper name wherever it was found, one of one’s own the name it was given', () => {
  for (const source of ['packaged', 'downloaded', 'picked'] as const)
    expect(datasetName({ source, name: 'fashion-mnist' })).toBe('Fashion-MNIST');
  expect(datasetName({ source: 'own', name: 'stripes' })).toBe('stripes');
});
