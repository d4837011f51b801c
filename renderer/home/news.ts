import { m } from '#messages';

/** What this version brings that a person may not have found yet, the newest first; `page` is where it is. */
export const news: readonly { readonly page: string; readonly text: () => string }[] = [
  { page: 'glossary', text: m.news_glossary },
  { page: 'settings', text: m.news_sound },
  { page: 'softmax-regression', text: m.news_presentation },
  { page: 'softmax-regression', text: m.news_microscope },
];
