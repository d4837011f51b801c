import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog } from '../../../../main/diagnostics/log';
import { temporaryFolder } from '../dataset/support/temporary';

test('createLog(folder) keeps two files of a megabyte at most, free of personal paths', async () => {
  const root = await temporaryFolder();
  const folder = join(root, 'logs');
  const log = createLog(folder);
  const line = `${root}/runs ${homedir()}/x ${'-'.repeat(1000)}`;
  for (let i = 0; i < 4000; i += 1) log.info(`${i} ${line}`);
  log.info('the last');
  expect((await readdir(folder)).toSorted()).toEqual(['main.log', 'main.old.log']);
  for (const name of ['main.log', 'main.old.log']) {
    const file = join(folder, name);
    expect((await stat(file)).size).toBeLessThan(1.1e6);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('<data>/runs ~/x');
    expect(text).not.toContain(root);
    expect(text).not.toContain(homedir());
  }
  expect(await readFile(join(folder, 'main.log'), 'utf8')).toMatch(/the last\s*$/);
});
