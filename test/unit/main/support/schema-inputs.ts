import fc from 'fast-check';
import type * as v from 'valibot';

/** What a schema shows of itself, as far as inputs are made from it. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly value?: Shape;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
}

const numbers = fc.oneof(
  fc.double(),
  fc.integer({ min: -1, max: 300 }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 2 ** 53, -0, 0.1, 10, 60_000),
);
const texts = fc.oneof(
  fc.string({ maxLength: 2000 }),
  fc.constantFrom('', '..', '../../x', '__proto__', 'constructor', '20260304T050607-abcdef'),
  fc.constantFrom('C:\\con', '/etc/passwd', '<img src=x onerror=alert(1)>', '\u0000', '王小明'),
);

/**
 * Inputs that mostly have a schema's form, so that they come as far as its limits and what lies behind them, with anything at all in some
 * of the places.
 */
export function inputsOf(
  schema: v.GenericSchema,
  anything: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const make = (shape: Shape, depth: number): fc.Arbitrary<unknown> =>
    depth > 8
      ? anything
      : fc.oneof({ weight: 12, arbitrary: form(shape, depth) }, { weight: 1, arbitrary: anything });
  const form = (shape: Shape, depth: number): fc.Arbitrary<unknown> => {
    const inner = (of: Shape | undefined) => (of ? make(of, depth + 1) : anything);
    switch (shape.type) {
      case 'undefined':
        return fc.constant(undefined);
      case 'boolean':
        return fc.boolean();
      case 'number':
        return numbers;
      case 'string':
        return texts;
      case 'literal':
        return fc.constant(shape.literal);
      case 'picklist':
        return fc.constantFrom(...(shape.options ?? []));
      case 'optional':
      case 'nullable':
      case 'nullish':
        return fc.oneof(fc.constantFrom(undefined, null), inner(shape.wrapped));
      case 'array':
        return fc.array(inner(shape.item), { maxLength: 6 });
      case 'record':
        return fc.dictionary(texts, inner(shape.value), { maxKeys: 4 });
      case 'object':
      case 'strict_object':
      case 'loose_object': {
        const fields = Object.entries(shape.entries ?? {}).map(
          ([name, entry]) => [name, inner(entry)] as const,
        );
        return fc.record(Object.fromEntries(fields), {
          // Most have all that is asked for: one that lacks something is refused at once.
          requiredKeys: fields.map(([name]) => name),
        });
      }
      case 'union':
      case 'variant':
        return fc.oneof(...(shape.options ?? []).filter(isShape).map(inner));
      default:
        return anything;
    }
  };
  return make(schema, 0);
}

const isShape = (option: unknown): option is Shape =>
  option instanceof Object && 'type' in option && typeof option.type === 'string';
