/** `20260923T141502-k3f9qa`: when a run was started, in UTC, and six letters that keep two of one second apart. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const PATTERN = /^[0-9]{8}T[0-9]{6}-[0-9a-z]{6}$/;

/** @param randomByte a byte, 0 to 255, of a source that differs from start to start. */
export function newRunId(now: Date, randomByte: () => number): string {
  const time = now.toISOString().replace(/[-:]/g, '').slice(0, 15);
  const suffix = Array.from({ length: 6 }, () => ALPHABET.charAt(randomByte() % ALPHABET.length));
  return `${time}-${suffix.join('')}`;
}

/** Whether `text` can be a run's id, and so is safe as a folder's name. */
export function isRunId(text: string): boolean {
  return PATTERN.test(text);
}
