import { execFileSync } from 'node:child_process';

/** Runs what follows as root of a user namespace with mounts of its own, as Linux lets an ordinary user do. */
export const withMounts = ['--user', '--map-root-user', '--mount', '--'];

/** Whether a small file system can be mounted for one process alone. */
export function canMount(): boolean {
  try {
    execFileSync('unshare', [...withMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
