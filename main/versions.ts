/** Files that carry the version of their format as `schema`: older ones are brought up to date, newer ones are left alone. */
import * as v from 'valibot';

/** Makes of a file's content what the next version would have written. May throw where it makes no sense of it. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export interface Format<S extends v.GenericSchema> {
  /** The version that this app writes. */
  readonly version: number;
  readonly schema: S;
  /** By the version that each starts from; all formats are at their first version still. */
  readonly migrations?: Readonly<Record<number, Migration>>;
}

export type Versioned<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'damaged' | 'newer' };

const headSchema = v.looseObject({ schema: v.pipe(v.number(), v.integer()) });

/** What the text holds, in the format's own version. Never throws. */
export function readVersioned<S extends v.GenericSchema>(
  text: string,
  { version, schema, migrations = {} }: Format<S>,
): Versioned<v.InferOutput<S>> {
  try {
    let content = v.parse(headSchema, JSON.parse(text));
    if (content.schema > version) return { ok: false, reason: 'newer' };
    while (content.schema < version) {
      const migrate = migrations[content.schema];
      if (!migrate) return { ok: false, reason: 'damaged' };
      content = { ...migrate(content), schema: content.schema + 1 };
    }
    return { ok: true, value: v.parse(schema, content) };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}
