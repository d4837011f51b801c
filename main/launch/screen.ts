/** Whether there is a screen to open a window on: without one, Chromium on Linux ends in a crash that says nothing. */
import type { Command } from './cli';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** What `--ozone-platform` says: Chromium's own way to do without a screen, and without windows. */
  readonly ozonePlatform: string;
}

/** Whether the command can run here. */
export function hasScreenFor(
  command: Command,
  { platform, env, ozonePlatform }: Surroundings,
): boolean {
  if (platform !== 'linux') return true;
  const opensWindow =
    command.kind === 'open' || (command.kind === 'train' && command.screenshot !== undefined);
  if (ozonePlatform === 'headless') return !opensWindow;
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}
