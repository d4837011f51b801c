import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readVersioned, type Migration } from '../../../main/versions';

const schema = v.object({ schema: v.literal(3), name: v.string(), tags: v.array(v.string()) });
const migrations: Record<number, Migration> = {
  1: ({ title, ...rest }) => ({ ...rest, name: title }),
  2: ({ tag, ...rest }) => {
    if (typeof tag !== 'string') throw new TypeError('no tag');
    return { ...rest, tags: [tag] };
  },
};
const read = (content: unknown) =>
  readVersioned(JSON.stringify(content), { version: 3, schema, migrations });

describe('readVersioned(text, format)', () => {
  test.each([
    [1, { schema: 1, title: 'a', tag: 'b' }],
    [2, { schema: 2, name: 'a', tag: 'b' }],
    [3, { schema: 3, name: 'a', tags: ['b'] }],
  ])('brings a file of version %i up to date, step by step', (_, content) => {
    expect(read(content)).toEqual({ ok: true, value: { schema: 3, name: 'a', tags: ['b'] } });
  });

  test('leaves a newer file alone, whatever else is in it', () => {
    expect(read({ schema: 4 })).toEqual({ ok: false, reason: 'newer' });
  });

  test.each([
    ['has no version', { name: 'a', tags: [] }],
    ['has a version that is no number', { schema: '3', name: 'a', tags: [] }],
    ['is older than what can be read', { schema: 0, title: 'a' }],
    ['makes no sense to a migration', { schema: 2, name: 'a', tag: 5 }],
    ['does not fit after its migrations', { schema: 1, tag: 'b' }],
    ['is no object', null],
  ])('calls a file damaged that %s', (_, content) => {
    expect(read(content)).toEqual({ ok: false, reason: 'damaged' });
  });

  test('calls a text damaged that is not JSON', () => {
    expect(readVersioned('{"schema": 3', { version: 3, schema })).toEqual({
      ok: false,
      reason: 'damaged',
    });
  });
});
