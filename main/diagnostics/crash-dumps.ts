import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The crash dumps in Chromium's profile, a line each. They hold memory, so only their names are told. */
export async function listCrashDumps(profile: string): Promise<readonly string[]> {
  const names = await readdir(join(profile, 'Crashpad'), { recursive: true }).catch(() => []);
  const dumps = names.filter((name) => name.endsWith('.dmp'));
  return Promise.all(
    dumps.map(async (name) => {
      const { size, mtime } = await stat(join(profile, 'Crashpad', name));
      return `${basename(name)}, ${Math.ceil(size / 1000)} kB, ${mtime.toISOString()}`;
    }),
  );
}
