import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../tools/lib/process.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Block {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** What the page tells to write: each code block that names a file. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+) file=(\S+)\n(.*?)^```$/gms)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  );
}

/** A `diff` block's lines before and after; there are no line numbers in it, as they change. */
function edited(source: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const side = (other: string) =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const [before, after] = [side('+'), side('-')];
  expect(source.split(before).length - 1, `places in the file that read\n${before}`).toBe(1);
  return source.replace(before, () => after);
}

/** Not what is made here, nor what the tools below do not look at. */
const isNeeded = (path: string) =>
  !/^(node_modules|out|dist|coverage|generated|\.git|\.runtime|docs|resources|test[\\/]e2e)([\\/]|$)/.test(
    path,
  );

let checkout = '';
let page = '';
let blocks: readonly Block[] = [];

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'linearlab add a lab '));
  page = await readFile(join(root, 'docs', 'add-a-lab.md'), 'utf8');
  blocks = blocksOf(page);
  await cp(root, checkout, { recursive: true, filter: (path) => isNeeded(relative(root, path)) });
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');

  for (const { language, file, text } of blocks) {
    const path = join(checkout, file);
    await mkdir(dirname(path), { recursive: true });
    const source = language === 'diff' ? edited(await readFile(path, 'utf8'), text) : text;
    await writeFile(path, source);
  }
}, 120_000);

afterAll(async () => {
  await rm(checkout, { recursive: true, force: true });
});

/** Runs a package's script in the copy. @returns what it printed @throws with that, where it complains */
async function tool(script: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(
    process.execPath,
    [join('node_modules', script), ...args],
    { cwd: checkout, stdout: 'keep', stderr: 'keep', timeoutMs: 300_000 },
  );
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

test('the page is short, and adds one folder of lessons, one of labs and one entry of the registry', () => {
  expect(page.split('\n').length).toBeLessThan(150);
  const files = blocks.map(({ file }) => file);
  expect(files.filter((file) => file.startsWith('lessons/'))).toEqual(['lessons/ridge/ridge.ts']);
  expect(files.filter((file) => file.startsWith('renderer/labs/'))).toEqual([
    'renderer/labs/ridge/Ridge.svelte',
    'renderer/labs/registry.ts',
  ]);
});

test('the registry’s entry is all that `npm run screens` needs', async () => {
  const { code, stdout, stderr } = await run(
    process.execPath,
    ['tools/screens.mjs', 'ridge', '--theme', 'none'],
    { cwd: checkout, stdout: 'keep', stderr: 'keep', timeoutMs: 60_000 },
  );
  // The next word is wrong, so that no picture is taken; a lab that it does not know would have been complained of before.
  expect({ code, said: stdout + stderr }).toEqual({
    code: 1,
    said: expect.stringContaining('--theme: there is no none'),
  });
});

test(
  'what it says compiles, passes the linter, its own test, and those of the registry and the words',
  { timeout: 600_000 },
  async () => {
    await tool(
      '@inlang/paraglide-js/bin/run.js',
      ...[
        'compile',
        '--project',
        'renderer/messages/project.inlang',
        '--outdir',
        'generated/messages',
      ],
      ...['--no-emit-readme', '--strategy', 'globalVariable', 'baseLocale'],
    );
    const written = blocks.map(({ file }) => file);
    await tool('prettier/bin/prettier.cjs', '--write', ...written);
    const linted = written.filter((file) => /\.(ts|svelte|js)$/.test(file));
    await tool('eslint/bin/eslint.js', '--max-warnings', '0', ...linted);
    await tool(
      'svelte-check/bin/svelte-check',
      '--tsconfig',
      'renderer/tsconfig.json',
      '--fail-on-warnings',
    );
    const tests = [
      'test/unit/lessons/ridge',
      'test/unit/renderer/labs',
      'test/unit/renderer/messages.test.ts',
    ];
    const titles = 'identity|every folder|message';
    const said = await tool(
      'vitest/vitest.mjs',
      ...['run', '--project', 'unit', '--testNamePattern', titles, '--reporter', 'json', ...tests],
    );
    const { success, numPassedTests } = JSON.parse(said.slice(said.indexOf('{'))) as {
      success: boolean;
      numPassedTests: number;
    };
    expect(success).toBe(true);
    expect(numPassedTests).toBeGreaterThan(2);
  },
);
