/** The only addresses that the app ever opens in a browser, by the names that the window knows them by. */
import type { CallInput } from '#contract/calls';

export type LinkName = CallInput<'openExternal'>['link'];

export const links: Readonly<Record<LinkName, string>> = {
  book: 'https://d2l.ai/chapter_linear-regression/index.html',
  bookZh: 'https://zh.d2l.ai/chapter_linear-networks/index.html',
  dataset: 'https://github.com/zalandoresearch/fashion-mnist',
};
