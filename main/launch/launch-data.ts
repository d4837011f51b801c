/** What a second launch was to open, which the app that is open does instead. */
import { resolve } from 'node:path';
import { isOpenable } from './options';

/** A person opens a handful. */
const MOST_FILES = 20;

/**
 * Chromium puts options before all else, so that an option's value is no longer beside it: files are known by their names. Not by the
 * `additionalData` of the lock, which arrives as null (seen with Electron 33 on Linux).
 *
 * @param argv of the second launch, as `second-instance` tells it
 * @param cwd the folder that it was started in
 */
export function filesOfLaunch(argv: readonly string[], cwd: string): readonly string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isOpenable(argument))
    .slice(0, MOST_FILES)
    .map((file) => resolve(cwd, file));
}
