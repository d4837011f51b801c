/** Data as a Python literal, a key a line at the top. */
export type Value =
  null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** An object as the source of a Python dictionary. */
export function pythonLiteral(values: Readonly<Record<string, Value>>): string {
  const lines = Object.entries(values).map(([key, value]) => `    ${text(key)}: ${write(value)},`);
  return `{\n${lines.join('\n')}\n}`;
}

function write(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? String(value) : `float("${value}")`;
  if (isList(value)) return `[${value.map(write).join(', ')}]`;
  const entries = Object.entries(value).map(([key, entry]) => `${text(key)}: ${write(entry)}`);
  return `{${entries.join(', ')}}`;
}

function isList(value: readonly Value[] | object): value is readonly Value[] {
  return Array.isArray(value);
}

/** JSON's strings are Python's too; line separators are escaped, so that no editor sees a line end in one. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
