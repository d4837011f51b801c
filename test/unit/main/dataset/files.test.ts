import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statIfThere } from '../../../../main/dataset/files';
import { temporaryFolder } from './support/temporary';

describe('statIfThere(path)', () => {
  test('is null where nothing is there, or a file stands where a folder should', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'abc');
    expect((await statIfThere(join(folder, 'file')))?.size).toBe(3);
    expect(await statIfThere(join(folder, 'nothing'))).toBeNull();
    expect(await statIfThere(join(folder, 'file', 'in it'))).toBeNull();
  });

  // Windows lets only some users make links.
  test.skipIf(process.platform === 'win32')(
    'throws where nobody can say: a link to itself',
    async () => {
      const path = join(await temporaryFolder(), 'loop');
      await symlink(path, path);
      await expect(statIfThere(path)).rejects.toMatchObject({ code: 'ELOOP' });
    },
  );
});
