// @ts-check
/** A command with no network but its own machine's, where the system lets us cut it. */
import { run } from '../lib/process.mjs';

/** As root; else with a user namespace, in which one may do the same. */
const WAYS = [
  ['unshare', '--net'],
  ['unshare', '--user', '--map-current-user', '--keep-caps', '--net'],
];
/** The tests talk to the app by the loopback device, which a new network has switched off. */
const WITH_LOOPBACK = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/**
 * @returns {Promise<string[]>} what to put before a command; nothing where the network cannot be cut
 */
export async function withoutNetwork() {
  if (process.platform !== 'linux') return [];
  for (const way of WAYS) {
    const [command = '', ...args] = [...way, ...WITH_LOOPBACK];
    const result = await run(command, [...args, 'true'], { stdout: 'keep', stderr: 'keep' }).catch(
      () => undefined,
    );
    if (result?.code === 0) return [command, ...args];
  }
  return [];
}
