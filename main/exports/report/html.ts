/** HTML from data: what is not markup by its type is escaped, so that a name or note is text whatever it looks like. */
import { escapeXml } from '#contract/drawing/svg';

/** Markup that this module made. */
export class Html {
  constructor(readonly markup: string) {}
}

type Content = Html | string | number | null | readonly Content[];

/** A template: texts and numbers are escaped, markup and lists of it stand as they are, null is nothing. */
export function markup(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(
    strings.reduce((before, part, i) => `${before}${write(contents[i - 1] ?? null)}${part}`),
  );
}

function write(content: Content): string {
  if (content === null) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'object') return content.map(write).join('');
  return escapeXml(String(content));
}
