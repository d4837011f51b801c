// @ts-check
/** `npm run docs`: the reference of `lessons` and `contract`, from their doc comments, in out/docs. A function that has none is an error. */
import { stripVTControlCharacters } from 'node:util';
import { command } from './lib/failure.mjs';
import { run, scriptOf } from './lib/process.mjs';
import { setup } from './setup/index.mjs';

/** TypeDoc sees a schema's field once for what goes in and once for what comes out, with one comment. */
const SAID_TWICE =
  /has multiple declarations with a comment|are declared at|^\s*\.\/contract\/\S+:\d+$|Found 0 errors|^\s*$/;

await command(async () => {
  await setup({ need: ['packages'] });
  const { code, stdout, stderr } = await run(
    process.execPath,
    [scriptOf('typedoc'), '--options', 'typedoc.json'],
    { stdout: 'keep', stderr: 'keep' },
  );
  const lines = stripVTControlCharacters(stdout + stderr).split('\n');
  console.log(lines.filter((line) => !SAID_TWICE.test(line)).join('\n'));
  return code;
});
