import { m } from '#messages';
import type { Lock } from '../sheets/session.svelte';

/** Why a lab sheet does not let a control be used. */
export function lockText(lock: Lock): string {
  return lock === 'predict' ? m.sheet_predict_first() : m.sheet_locked();
}
