import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesOfLaunch } from '../../../../main/launch/launch-data';

test('what a second launch was to open is found among its reordered arguments', () => {
  const argv = [
    'app',
    '--no-sandbox',
    '--data-dir',
    '--lang',
    '/code',
    '/数据',
    'en',
    '第一次 run.linearlab',
    '/a.linearlab-sheet',
  ];
  expect(filesOfLaunch(argv, '/家')).toEqual([
    resolve('/家', '第一次 run.linearlab'),
    resolve('/a.linearlab-sheet'),
  ]);
});

test('options, other files and the program itself are none, and there is an end to it', () => {
  expect(filesOfLaunch(['/app.linearlab', '--x.linearlab', 'notes.txt', ''], '/')).toEqual([]);
  expect(filesOfLaunch(['app', ...Array<string>(500).fill('a.linearlab')], '/')).toHaveLength(20);
});
