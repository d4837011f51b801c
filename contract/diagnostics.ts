/** What a person can pass on when something does not work: one text, seen before it is saved. */
import * as v from 'valibot';

/** The calls of this feature, for `callSchemas`. */
export const diagnosticsSchemas = {
  /** Collects it anew. Nothing is written, nothing leaves the computer. */
  getDiagnostics: v.undefined(),
  /** Asks where to, and writes the text that was collected last: what was seen is what is saved. */
  saveDiagnostics: v.undefined(),
} as const;

/** What main answers. */
export interface DiagnosticsOutput {
  /** Free of the person's name as far as it stands in paths. In English, for whoever helps. */
  getDiagnostics: { readonly text: string };
  /** The file's name; null where the person closed the dialog. */
  saveDiagnostics: { readonly file: string } | null;
}
