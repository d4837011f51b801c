import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** A piece of a line and its kind, which the stylesheet colours. */
export interface Token {
  readonly text: string;
  readonly kind: string;
}

let highlighter: Promise<HighlighterCore> | undefined;

export type CodeLanguage = 'typescript' | 'python';

/** Source as lines of tokens. The highlighter is loaded when it is first needed. */
export async function highlight(
  source: string,
  language: CodeLanguage,
): Promise<readonly (readonly Token[])[]> {
  highlighter ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: 'tokens', variablePrefix: '--' })],
    langs: [import('shiki/langs/typescript.mjs'), import('shiki/langs/python.mjs')],
    engine: createJavaScriptRegexEngine(),
  });
  const { tokens } = (await highlighter).codeToTokens(source, {
    lang: language,
    theme: 'tokens',
  });
  return tokens.map((line) =>
    line.map(({ content, color }) => ({
      text: content,
      kind: /--token-([a-z-]+)/.exec(color ?? '')?.[1] ?? 'plain',
    })),
  );
}
