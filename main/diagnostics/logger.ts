/** What the parts of main need of a log, and what a log must not tell. */
import { homedir } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  /** `error` is logged with its stack; it never leaves the machine. */
  error(message: string, error?: unknown): void;
}

/**
 * `text` without the folders whose names are often a person's: the data folder as `<data>`, the home folder as `~`; as a
 * path, with slashes, escaped as in JSON, and as in a URL.
 */
export function withoutPersonal(text: string, dataFolder: string, home = homedir()): string {
  return hide(hide(text, dataFolder, '<data>'), home, '~');
}

function hide(text: string, folder: string, name: string): string {
  // The root of a disk is nobody's, and stands in every path.
  if (/^([A-Za-z]:)?[\\/]?$/.test(folder)) return text;
  const forms = [
    folder,
    folder.replaceAll('\\', '\\\\'),
    folder.replaceAll('\\', '/'),
    pathToFileURL(folder).pathname.replace(/^\/(?=[A-Za-z]:)/, ''),
  ];
  // Windows takes capitals and small letters for the same, and writes them as it likes.
  const flags = /^[A-Za-z]:/.test(folder) ? 'gi' : 'g';
  return forms.reduce(
    (clean, form) => clean.replace(new RegExp(escaped(form), flags), () => name),
    text,
  );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
