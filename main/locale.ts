/** The language in which main speaks: menus, dialogs, the command line. */
import type { Language, Settings } from '#contract/settings';
import { overwriteGetLocale } from '#messages/runtime';

let language: Language = 'en';
overwriteGetLocale(() => language);

/** All messages from now on are in this language. */
export function speak(chosen: Language): void {
  language = chosen;
}

/** The app's language for the first of the system's languages that is one of ours; English where none is. */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [primary] = tag.toLowerCase().split(/[-_]/);
    if (primary === 'zh') return 'zh-CN';
    if (primary === 'en') return 'en';
  }
  return 'en';
}

/** What the settings come to on this system. */
export function effectiveLanguage({ language }: Settings, system: Language): Language {
  return language === 'system' ? system : language;
}
