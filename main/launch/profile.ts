/** The data folder made ready, with Chromium's own profile inside it, and one app at a time on it. */
import { m } from '#messages';
import { app } from 'electron';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Invocation } from './invocation';
import { standardOutput } from './output';
import { dataFolder, dataPaths, isWritable, type DataPaths } from '../paths';

export interface Profile {
  /** Where this app keeps its things; the self-check keeps them in a folder of its own. */
  readonly paths: DataPaths;
  /** The person's data folder, where the data set may be. */
  readonly dataDir: string;
  readonly writable: boolean;
  /** Removes what was only for this time. */
  readonly discard: () => Promise<void>;
}

/** The profile, or null where another app has the folder; then this one has ended already. */
export async function openProfile({
  dataDir: chosen,
  command,
}: Invocation): Promise<Profile | null> {
  const { platform, env } = process;
  const dataDir = dataFolder(chosen, { platform, env, home: homedir() });
  const writable = await isWritable(dataDir);
  if (command.kind === 'selfCheck') {
    const temporary = await temporaryFolder();
    const paths = dataPaths(temporary);
    app.setPath('userData', paths.window);
    return { paths, dataDir, writable, discard: () => remove(temporary) };
  }
  const paths = dataPaths(dataDir);
  const usable = await isWritable(paths.window);
  // The window opens all the same: training works without a disk, and says so.
  const window = usable ? paths.window : await temporaryFolder();
  app.setPath('userData', window);
  // The app that is open hears of this launch, and opens what it was to open: its `second-instance`.
  if (!app.requestSingleInstanceLock()) {
    await leaveToTheOther(command.kind);
    return null;
  }
  const discard = usable ? () => Promise.resolve() : () => remove(window);
  return { paths: { ...paths, window }, dataDir, writable, discard };
}

/** The app that is open shows its window by itself; a command cannot be handed over to it. */
async function leaveToTheOther(command: Invocation['command']['kind']): Promise<void> {
  if (command !== 'open') await standardOutput.complain(m.main_cli_already_open());
  app.exit(command === 'open' ? 0 : 1);
}

/** A folder of its own for a while, beside the person's data folder. */
export async function temporaryProfile(dataDir: string): Promise<Profile> {
  const folder = await temporaryFolder();
  return { paths: dataPaths(folder), dataDir, writable: true, discard: () => remove(folder) };
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'linearlab-'));
}

async function remove(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    // Chromium may still hold a file of it; the system clears its folder for temporary files by itself.
  }
}
