/** Where the app keeps what is its own: one data folder, and what lies where in it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, posix, resolve, win32 } from 'node:path';

export interface DataPaths {
  readonly root: string;
  readonly runs: string;
  readonly checkpoints: string;
  readonly sweeps: string;
  /** Deleted runs, checkpoints and sweeps, until the app is closed. */
  readonly trash: string;
  readonly datasets: string;
  /** Lab sheets that were opened, with their answers. */
  readonly sheets: string;
  readonly settings: string;
  readonly logs: string;
  /** The files that were opened last. */
  readonly recent: string;
  /** Chromium's own profile, and the window's last place. */
  readonly window: string;
}

export function dataPaths(root: string): DataPaths {
  return {
    root,
    runs: join(root, 'runs'),
    checkpoints: join(root, 'checkpoints'),
    sweeps: join(root, 'sweeps'),
    trash: join(root, 'trash'),
    datasets: join(root, 'datasets'),
    sheets: join(root, 'sheets'),
    settings: join(root, 'settings.json'),
    logs: join(root, 'logs'),
    recent: join(root, 'recent.json'),
    window: join(root, 'window'),
  };
}

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/**
 * The data folder: `chosen` (`--data-dir`), else `LINEAR_LAB_DATA`, else the system's place for local app data.
 * Never the roaming one: a school's server would copy every run at each login.
 */
export function dataFolder(
  chosen: string | undefined,
  { platform, env, home }: Surroundings,
): string {
  const named = chosen ?? env['LINEAR_LAB_DATA'];
  if (named) return resolve(named);
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'LinearLab');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'LinearLab');
  // The XDG specification has relative values ignored.
  const base = env['XDG_DATA_HOME'];
  return posix.join(
    base?.startsWith('/') ? base : posix.join(home, '.local', 'share'),
    'linearlab',
  );
}

/** Makes the folder where it is not there yet, and finds out by writing whether it can be written to. */
export async function isWritable(folder: string): Promise<boolean> {
  const probe = join(folder, `.write-probe-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return true;
  } catch {
    return false;
  }
}
