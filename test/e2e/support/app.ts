import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForDriver } from '../../../tools/lib/driver.mjs';
import { electronPath } from '../../../tools/setup/index.mjs';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** As root, Chromium runs only without its sandbox; windows keep `sandbox: true` either way. */
export const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface LaunchOptions {
  dataDir: string;
  /** The folder of the built app, where it is not this checkout. */
  app?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

/** Starts the built app on a data folder of its own and waits for its window. */
export async function launch({
  dataDir,
  app = repository,
  args = [],
  env = {},
}: LaunchOptions): Promise<RunningApp> {
  const language = args.includes('--lang') ? [] : ['--lang', 'en'];
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...waitForDriver,
      ...rootSwitches,
      ...[app, '--data-dir', dataDir, ...language, ...args],
    ],
    env: { ...inheritedEnvironment(), ...env },
    timeout: 60_000,
  });
  const page = await electron.firstWindow();
  return { electron, page };
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

interface Fixtures {
  /** A data folder of the test's own, removed afterwards. Its name holds what Windows users' names hold. */
  dataDir: string;
  /** Starts the app on `dataDir`; every app that a test starts is ended with it. */
  start: (options?: Partial<LaunchOptions>) => Promise<RunningApp>;
}

export const test = base.extend<Fixtures>({
  // Playwright reads the fixture's needs from the first parameter: it must be destructured.
  // eslint-disable-next-line no-empty-pattern
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "linearlab 学生's 数据-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  start: async ({ dataDir }, use) => {
    const apps: ElectronApplication[] = [];
    await use(async (options = {}) => {
      const app = await launch({ dataDir, ...options });
      apps.push(app.electron);
      return app;
    });
    for (const app of apps) await app.close().catch(() => undefined);
  },
});

export { expect } from '@playwright/test';
