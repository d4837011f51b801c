// @ts-check
/**
 * `npm run --silent self-check`: one JSON document on standard output, all else on standard error; exit 1 if anything is
 * not as it should be.
 */
import { argv } from 'node:process';
import { runElectron } from './lib/app.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { command, Failure } from './lib/failure.mjs';
import { setup } from './setup/index.mjs';

const LIMIT_MS = 10 * 60_000;

await command(async () => {
  await setup();
  await ensureBuilt();
  const { code, stdout, timedOut } = await runElectron(['--self-check', ...argv.slice(2)], {
    stdout: 'keep',
    timeoutMs: LIMIT_MS,
  });
  if (timedOut)
    throw new Failure(`The self-check had not ended after ${LIMIT_MS / 60_000} minutes.`);
  if (!isJson(stdout)) {
    console.error(stdout);
    throw new Failure(`The self-check printed no JSON document (exit code ${code}).`);
  }
  process.stdout.write(stdout);
  return code;
});

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
