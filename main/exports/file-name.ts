/** Names of files that every system takes. */

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** What Windows forbids in a name, control characters, and marks that turn the direction of writing. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const MAX_CHARACTERS = 80;

/**
 * `text` as the name of a file, without its extension: what Windows does not take becomes a hyphen, and no name is empty, a
 * device's, or ends with a dot or space. Letters of any language stay.
 */
export function fileName(text: string, fallback = 'LinearLab'): string {
  const clean = [
    ...text
      .replace(/\p{Surrogate}/gu, '-')
      .replace(FORBIDDEN, '-')
      .replace(/\s+/g, ' '),
  ]
    .slice(0, MAX_CHARACTERS)
    .join('')
    .replace(/^[\s.-]+|[\s.-]+$/g, '');
  if (clean === '') return fallback;
  // A device's name counts up to the first dot: "nul.report" is one too.
  const [stem = ''] = clean.split('.');
  return DEVICE.test(stem.trim()) ? `${fallback} ${clean}` : clean;
}

/** `path` with the extension, unless the person typed it already. */
export function withExtension(path: string, extension: string): string {
  return path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`;
}
