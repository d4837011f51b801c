import { expect, test } from 'vitest';
import { filesOf } from '../../../main/launch-data';

test('what a second launch was to open is read, and anything else is nothing', () => {
  expect(filesOf({ files: ['/a.linearlab-sheet'] })).toEqual(['/a.linearlab-sheet']);
  const tooMany = { files: Array(21).fill('x') };
  for (const other of [undefined, null, [], 'x', { files: 'x' }, { files: [1] }, tooMany]) {
    expect(filesOf(other)).toEqual([]);
  }
});
