// @ts-check
/** How a command ends. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const failure = new URL('../../../tools/lib/failure.mjs', import.meta.url).href;

/** The exit code of a command whose main function is `body`. @param {string} body */
function codeOf(body) {
  const script = `import { command, Failure } from ${JSON.stringify(failure)};
    await command(async () => { ${body} });`;
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd }).status;
}

describe('command(main)', () => {
  test.each([
    ['nothing is answered', '', 0],
    ['main answers 1', 'return 1;', 1],
    ['a Failure names its code', "throw new Failure('no', { code: 2 });", 2],
    ['anything is thrown', "throw new Error('no');", 1],
  ])('%s', (_, body, code) => {
    expect(codeOf(body)).toBe(code);
  });

  test('what failed stays failed, even where something else ends the process with 0', () => {
    const ends = "process.on('beforeExit', () => process.exit(0));";
    expect(codeOf(`${ends} return 1;`)).toBe(1);
    expect(codeOf(`process.once('exit', () => { process.exitCode = 0; }); return 1;`)).toBe(1);
  });
});
