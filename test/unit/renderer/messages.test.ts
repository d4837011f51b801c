import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '#contract/settings';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'renderer/messages');

function read(locale: string): Record<string, Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(folder, locale)).map((file) => [
      file,
      JSON.parse(readFileSync(join(folder, locale, file), 'utf8')),
    ]),
  );
}

const en = read('en');
const zh = read('zh-CN');
const placeholders = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the messages', () => {
  test('are the same in both languages, area by area', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [area, messages] of Object.entries(en)) {
      expect(Object.keys(zh[area] ?? {}).sort(), area).toEqual(Object.keys(messages).sort());
    }
  });

  test('each language of the contract has its folder and its place in the project, and no other', () => {
    const settings = readFileSync(join(folder, 'project.inlang/settings.json'), 'utf8');
    const { locales }: { locales: string[] } = JSON.parse(settings);
    expect(locales).toEqual([...languages]);
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'project.inlang')
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual([...languages].toSorted());
  });

  test('take the same values in both languages, and none is empty', () => {
    for (const [area, messages] of Object.entries(en)) {
      for (const [key, text] of Object.entries(messages)) {
        expect(placeholders(zh[area]?.[key]), key).toEqual(placeholders(text));
        expect(text.trim(), key).not.toBe('');
        expect(zh[area]?.[key]?.trim(), key).not.toBe('');
      }
    }
  });

  test('no key stands in two areas', () => {
    const keys = Object.values(en).flatMap((messages) => Object.keys(messages));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('every area is registered, and every registered one is there', () => {
    const settings = readFileSync(join(folder, 'project.inlang/settings.json'), 'utf8');
    const registered = [...settings.matchAll(/\.\/\{locale\}\/(\w+\.json)/g)].map(
      ([, file]) => file,
    );
    expect(registered.sort()).toEqual(Object.keys(en).sort());
  });

  test('each one is used by the window or by main', () => {
    const sources = ['renderer', 'main'].flatMap((part) =>
      readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|svelte)$/.test(file))
        .map((file) => readFileSync(join(root, part, file), 'utf8')),
    );
    const used = new Set(
      sources.flatMap((text) => [...text.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key)),
    );
    const unused = Object.values(en)
      .flatMap((messages) => Object.keys(messages))
      .filter((key) => !used.has(key));
    expect(unused).toEqual([]);
  });
});
