/** A package, installed as a school would: read-only, for an ordinary user whose folders have Chinese names. */
import { test as base, chromium, type Page } from '@playwright/test';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { linkTree } from '../../../tools/lib/files.mjs';

const exec = promisify(execFile);

/** The uid and gid of `nobody` on every Linux. */
const NOBODY = 65534;
const START_LIMIT_MS = 60_000;
const COMMAND_LIMIT_MS = 150_000;
/** A limit for what hangs: on a busy machine 30 s were too few. */
const CONNECT_LIMIT_MS = 90_000;

/** As root, the app runs as another user, for whom the installation is not his to change. */
const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

const source = process.env['LINEAR_LAB_PACKAGE'];

/** Whether the .deb is given to dpkg, not only unpacked: on a machine that is there for that (`LINEAR_LAB_INSTALL=true`, as root). */
export const isInstalled =
  asRoot && process.env['LINEAR_LAB_INSTALL'] === 'true' && source?.endsWith('.deb') === true;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Installation {
  /** The app's folder. */
  readonly folder: string;
  readonly executable: string;
  readonly resources: string;
  /** The person's data folder, fresh. */
  readonly dataDir: string;
  /** Whether Chromium's sandbox can be on here. */
  readonly sandboxed: boolean;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  open(args?: readonly string[]): Promise<OpenApp>;
}

export interface OpenApp {
  readonly page: Page;
  /** As the system ends it at the end of a session. */
  quit(): Promise<number | null>;
}

interface Fixtures {
  installation: Installation;
}

export const test = base.extend<object, Fixtures>({
  installation: [
    // Playwright reads the fixture's needs from the first parameter: it must be destructured.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const place = await mkdtemp(join(tmpdir(), 'linearlab-packaged-'));
      const started = new Set<ChildProcess>();
      try {
        await use(await install(place, started));
      } finally {
        for (const child of started) child.kill('SIGKILL');
        await makeWritable(place);
        if (isInstalled) await exec('dpkg', ['--purge', 'linearlab']);
        await rm(place, { recursive: true, force: true, maxRetries: 5 });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function install(place: string, started: Set<ChildProcess>): Promise<Installation> {
  if (!source) throw new Error('LINEAR_LAB_PACKAGE names no package: run npm run test:packaged');
  await chmod(place, 0o755);
  const folder = await unpack(source, join(place, 'installed'));
  if (!isInstalled) await forEachFolder(folder, (path) => chmod(path, 0o555));
  const home = join(place, '学生 的 电脑');
  const dataDir = join(home, "第 3 章 it's 数据");
  await mkdir(home);
  if (asRoot) await chown(home, NOBODY, NOBODY);

  const contents = join(folder, 'Contents');
  const [executable, resources] =
    process.platform === 'darwin'
      ? [join(contents, 'MacOS', 'LinearLab'), join(contents, 'Resources')]
      : [
          join(folder, process.platform === 'win32' ? 'LinearLab.exe' : 'linearlab'),
          join(folder, 'resources'),
        ];
  const command = (args: readonly string[]): [string, string[]] => {
    const all = [executable, '--data-dir', dataDir, ...args];
    const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    return asRoot ? ['setpriv', [...user, ...all]] : [executable, all.slice(1)];
  };
  const environment = (env: Readonly<Record<string, string>> = {}) => ({
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    ...env,
  });

  return {
    ...{
      folder,
      executable,
      resources,
      dataDir,
      sandboxed: process.platform !== 'linux' || asRoot,
    },
    run(args, env) {
      const [file, all] = command(args);
      const options = {
        ...{ env: environment(env), cwd: home, timeout: COMMAND_LIMIT_MS },
        killSignal: 'SIGKILL' as const,
      };
      return new Promise((resolve) => {
        const child = execFile(file, all, options, (_, stdout, stderr) => {
          resolve({ code: child.exitCode, stdout, stderr });
        });
      });
    },
    async open(args = []) {
      // Not Playwright's own way, which asks Node's inspector in: its fuse is off.
      const [file, all] = command(['--lang', 'en', '--remote-debugging-port=0', ...args]);
      const child = spawn(file, all, {
        ...{ env: environment(), cwd: home },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      started.add(child);
      const exit = once(child, 'exit');
      const browser = await chromium.connectOverCDP(await addressOf(child), {
        timeout: CONNECT_LIMIT_MS,
      });
      const [context] = browser.contexts();
      if (!context) throw new Error('the app has no window');
      const page = context.pages()[0] ?? (await context.waitForEvent('page'));
      return {
        page,
        quit: async () => {
          child.kill('SIGTERM');
          const [code]: unknown[] = await exit;
          started.delete(child);
          return typeof code === 'number' ? code : null;
        },
      };
    },
  };
}

/** The address that Chromium prints once its debugging port listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => {
      reject(new Error(`no debugging port after ${START_LIMIT_MS / 1000} s:\n${said}`));
    }, START_LIMIT_MS);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the app ended with exit code ${code}:\n${said}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(limit);
      resolve(address);
    });
  });
}

/** @returns the app's folder */
async function unpack(source: string, target: string): Promise<string> {
  if (isInstalled) {
    await exec('dpkg', ['--install', source]);
    return '/opt/LinearLab';
  }
  if (source.endsWith('.deb')) {
    await exec('dpkg-deb', ['--extract', source, target]);
    return join(target, 'opt', 'LinearLab');
  }
  await mkdir(target, { recursive: true });
  const folder = join(target, process.platform === 'darwin' ? 'LinearLab.app' : 'LinearLab');
  if (source.endsWith('.tar.gz')) await exec('tar', ['-xzf', source, '-C', target]);
  else await linkTree(source, folder);
  return folder;
}

async function forEachFolder(folder: string, act: (path: string) => Promise<void>): Promise<void> {
  await act(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await forEachFolder(join(folder, entry.name), act);
  }
}

/** What is read-only cannot be removed. */
async function makeWritable(folder: string): Promise<void> {
  await forEachFolder(folder, (path) => chmod(path, 0o755));
}

export { expect } from '@playwright/test';
