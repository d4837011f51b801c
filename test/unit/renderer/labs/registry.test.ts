import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { labs } from '../../../../renderer/labs/registry';

test('every folder of renderer/labs is a registered lab, and every lab has its folder', () => {
  const folders = readdirSync(new URL('../../../../renderer/labs', import.meta.url), {
    withFileTypes: true,
  }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  expect(labs.map(({ id }) => id).sort()).toEqual(folders.sort());
});

test('the navigation has the names that tests and screen readers rely on, in the order of the chapter', () => {
  expect(labs.map(({ section, title }) => `${section} ${title()}`)).toEqual([
    '3.1 The idea',
    '3.1 Vectorization',
    '3.1 Normal distribution',
    '3.2 Linear regression',
    '3.5 Fashion-MNIST',
    '3.6 Cross-entropy',
    '3.6 Softmax regression',
  ]);
});

test('every lab loads its page', { timeout: 60_000 }, async () => {
  for (const { id, load } of labs) expect(typeof (await load()).default, id).toBe('function');
});

test.each(['.', 'zh-CN'])(
  'every lab has a page in the teaching guide (%s), which its index links to',
  (folder) => {
    const guide = new URL(`../../../../docs/teaching-guide/${folder}/`, import.meta.url);
    const index = readFileSync(new URL('README.md', guide), 'utf8');
    for (const { id } of labs) {
      const page = readFileSync(new URL(`${id}.md`, guide), 'utf8');
      expect(page.match(/^## /gm)?.length, id).toBeGreaterThanOrEqual(4);
      expect(index).toContain(`](${id}.md)`);
    }
  },
);
