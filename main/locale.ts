/** The language in which main speaks: menus, dialogs, the command line. */
import { languages, type Language, type Settings } from '#contract/settings';
import { overwriteGetLocale } from '#messages/runtime';

let language: Language = 'en';
overwriteGetLocale(() => language);

/** All messages from now on are in this language. */
export function speak(chosen: Language): void {
  language = chosen;
}

/** The app's language for the first of the system's languages that is one of ours, in whatever region; English where none is. */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const same = (part: (tag: string) => string) =>
      languages.find((language) => part(language) === part(tag));
    const found = same(normal) ?? same(primary);
    if (found) return found;
  }
  return 'en';
}

function normal(tag: string): string {
  return tag.toLowerCase().replaceAll('_', '-');
}

function primary(tag: string): string {
  return normal(tag).split('-')[0] ?? '';
}

/** What the settings come to on this system. */
export function effectiveLanguage({ language }: Settings, system: Language): Language {
  return language === 'system' ? system : language;
}
