/** What the parts of main need of a log, and what a log must not tell. */
import { homedir } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  /** `error` is logged with its stack; it never leaves the machine. */
  error(message: string, error?: unknown): void;
}

/** `text` with the home folder, whose name is often a person's, as `~`: as a path, with slashes, and as in a URL. */
export function withoutHome(text: string, home = homedir()): string {
  if (home.length < 2) return text;
  const slashed = home.replaceAll('\\', '/');
  const inUrls = pathToFileURL(home).pathname.replace(/^\/(?=[A-Za-z]:)/, '');
  return [home, slashed, inUrls].reduce((clean, form) => clean.replaceAll(form, '~'), text);
}
