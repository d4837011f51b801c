/** How large a call's input may be: no call of the window needs more, and a schema should never walk more. */

const MAX_VALUES = 20_000;
const MAX_DEPTH = 32;
const MAX_CHARACTERS = 1_000_000;
const MAX_BYTES = 16_000_000;

/**
 * Whether `input` is within the limits. Walks at most as many values as are allowed, so that it ends on cyclic
 * and endlessly shared structures too, without recursion of its own.
 */
export function isWithinLimits(input: unknown): boolean {
  let values = 0;
  let characters = 0;
  let bytes = 0;
  const pending: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (typeof value === 'object' && value !== null) {
      if (depth === MAX_DEPTH) return false;
      const children = Array.isArray(value) ? value : Object.entries(value).flat();
      if (values + pending.length + children.length > MAX_VALUES) return false;
      for (const child of children) pending.push({ value: child, depth: depth + 1 });
    }
    if (values > MAX_VALUES || characters > MAX_CHARACTERS || bytes > MAX_BYTES) return false;
  }
  return true;
}
