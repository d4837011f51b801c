// @ts-check
/** The messages and the app, compiled when their sources have changed. */
import { Failure } from './failure.mjs';
import { writeJson } from './files.mjs';
import { allLicences } from './licences.mjs';
import { join } from 'node:path';
import { root } from './places.mjs';
import { run, scriptOf } from './process.mjs';
import { onlyIfChanged } from './stamp.mjs';

const MESSAGES = 'renderer/messages';
const PROJECT = `${MESSAGES}/project.inlang`;
const GENERATED = 'generated/messages';

/** The licences of all that is in the app: what *About* shows, and what a package carries. */
export const LICENCES = 'out/licences.json';

const LIMIT_MS = 10 * 60_000;

/** Paraglide's arguments; the strategy leaves the choice of the language to the app. */
export const messagesArguments = [
  'compile',
  ...['--project', PROJECT, '--outdir', GENERATED],
  ...['--no-emit-readme', '--strategy', 'globalVariable', 'baseLocale'],
];

/** Turns `renderer/messages` into the functions that the code imports as `#messages`. */
export async function ensureMessages() {
  await onlyIfChanged(
    {
      name: 'messages',
      inputs: [MESSAGES, 'package-lock.json', 'tools/lib/build.mjs'],
      // Paraglide keeps notes of its own beside its settings.
      ignore: (path) => path.startsWith(`${PROJECT}/`) && !path.endsWith('/settings.json'),
      output: `${GENERATED}/messages.js`,
    },
    () =>
      compile('The messages', [
        scriptOf('@inlang/paraglide-js', 'paraglide-js'),
        ...messagesArguments,
      ]),
  );
}

/** Builds the app into `out/`. */
export async function ensureBuilt() {
  await ensureMessages();
  return onlyIfChanged(
    {
      name: 'build',
      inputs: [
        ...['contract', 'lessons', 'main', 'preload', 'renderer'],
        ...['electron.vite.config.ts', 'svelte.config.js', 'tsconfig.json'],
        ...['package.json', 'package-lock.json', 'tools/lib/aliases.mjs', 'tools/lib/licences.mjs'],
      ],
      ignore: (path) => path.startsWith(`${PROJECT}/`) && !path.endsWith('/settings.json'),
      output: 'out/main/index.js',
    },
    async () => {
      console.error('Building the app');
      await compile('The app', [scriptOf('electron-vite'), 'build', '--logLevel', 'warn']);
      await writeJson(join(root, LICENCES), allLicences());
    },
  );
}

/**
 * @param {string} what
 * @param {string[]} args
 */
async function compile(what, args) {
  const { code, stdout, stderr } = await run(process.execPath, args, {
    stdout: 'keep',
    stderr: 'keep',
    timeoutMs: LIMIT_MS,
    // Paraglide asks nobody and reports to nobody.
    env: { INLANG_TELEMETRY: 'off', NODE_ENV: 'production' },
  });
  if (code === 0) return;
  throw new Failure(`${what} could not be built (exit code ${code}):\n${stdout}${stderr}`.trim());
}
