import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { raySweepFiles } from '../../../../../main/exports/ray/files';
import { writeNewFolder } from '../../../../../main/exports/ray/write';
import { temporaryFolder } from '../../dataset/support/temporary';
import { sweepRequest } from '../../support/sweeps';

describe('raySweepFiles(request, dataset, language)', () => {
  const files = raySweepFiles(sweepRequest({}), 'abc', 'en');

  test('has all that the README’s two commands need', () => {
    expect(Object.keys(files)).toEqual([
      ...['README.md', 'generator.py', 'requirements.txt', 'sweep.json', 'sweep.py', 'training.py'],
    ]);
    const { 'README.md': readme = '', 'sweep.py': sweep = '' } = files;
    expect(readme).toContain('python sweep.py --data FOLDER\n');
    expect(readme).toContain('ray job submit ');
    for (const [option] of readme.matchAll(/--(asha|cpus|address|data|results)\b/g)) {
      expect(sweep).toContain(`"${option}"`);
    }
    expect(files['requirements.txt']).toMatch(/^ray\[tune\]==\d/m);
  });

  test('names the cells, the settings and the data’s hash, as the lab has them', () => {
    expect(JSON.parse(files['sweep.json'] ?? '')).toEqual({
      schema: 1,
      request: sweepRequest({}),
      cells: [256, 64].flatMap((batchSize) =>
        [0.01, 0.1, 1].map((learningRate) => ({ learningRate, batchSize })),
      ),
      dataset: 'abc',
    });
  });

  test.each(['en', 'zh-CN'] as const)('leaves no gap in the README (%s)', (language) => {
    const readme = raySweepFiles(sweepRequest({}), 'abc', language)['README.md'] ?? '';
    expect(readme).not.toMatch(/\{\w+\}/);
    expect(readme).toContain('0.01, 0.1, 1');
    expect(readme).toContain('64, 256');
  });
});

describe('writeNewFolder(folder, files)', () => {
  test('writes all files', async () => {
    const folder = join(await temporaryFolder(), '扫描 1');
    await writeNewFolder(folder, { 'a.txt': 'one', 'b.txt': 'two' });
    expect(await readdir(folder)).toEqual(['a.txt', 'b.txt']);
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('two');
  });

  test('never writes over what is there', async () => {
    const folder = join(await temporaryFolder(), 'sweep');
    await mkdir(folder);
    await writeFile(join(folder, 'a.txt'), 'mine');
    await expect(writeNewFolder(folder, { 'a.txt': 'yours' })).rejects.toMatchObject({
      code: 'alreadyThere',
      params: { file: 'sweep' },
    });
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('mine');
  });

  test('leaves nothing half behind where a file is refused', async () => {
    const parent = await temporaryFolder();
    await expect(
      writeNewFolder(join(parent, 'sweep'), { 'a.txt': 'one', 'no/such/folder.txt': 'two' }),
    ).rejects.toMatchObject({ code: 'notWritable' });
    expect(await readdir(parent)).toEqual([]);
  });
});
