import { runIdSchema } from '#contract/run';
import * as v from 'valibot';

/** Of the six characters that end an id (`runIdSchema`), and keep two of one second apart. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** @param randomByte a byte, 0 to 255, of a source that differs from start to start. */
export function newRunId(now: Date, randomByte: () => number): string {
  const time = now.toISOString().replace(/[-:]/g, '').slice(0, 15);
  const suffix = Array.from({ length: 6 }, () => ALPHABET.charAt(randomByte() % ALPHABET.length));
  return `${time}-${suffix.join('')}`;
}

/** Whether `text` can be a run's id, and so is safe as a folder's name. */
export function isRunId(text: string): boolean {
  return v.is(runIdSchema, text);
}
