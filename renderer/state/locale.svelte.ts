import type { Language } from '#contract/settings';
import { overwriteGetLocale } from '#messages/runtime';

/** The language on screen. Every message and number read in a template follows it without a reload. */
class Locale {
  current = $state<Language>('en');
}

export const locale = new Locale();

overwriteGetLocale(() => locale.current);
