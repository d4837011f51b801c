// @ts-check
/**
 * What stands behind `#contract`, `#lessons` and `#messages`, for all that bundle or run the sources; the first that fits counts. The
 * compiler reads the same from tsconfig.json.
 *
 * @param {(path: string) => string} at the place of a path of the checkout
 */
export const aliasesAt = (at) => ({
  '#contract': at('contract'),
  '#lessons': at('lessons'),
  '#messages/errors': at('renderer/messages/errors.ts'),
  '#messages/names': at('renderer/messages/names.ts'),
  '#messages/sheets': at('renderer/messages/sheets.ts'),
  '#messages/runtime': at('generated/messages/runtime.js'),
  '#messages': at('generated/messages/messages.js'),
});
