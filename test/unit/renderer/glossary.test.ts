import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { terms } from '../../../renderer/glossary/terms';
import { labs } from '../../../renderer/labs/registry';

const folder = new URL('../../../renderer/messages/', import.meta.url);

/** All messages of a language by their keys. */
function messages(locale: string): ReadonlyMap<string, string> {
  const files = readdirSync(new URL(`${locale}/`, folder));
  return new Map(
    files.flatMap((file) =>
      Object.entries<string>(
        JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8')),
      ),
    ),
  );
}
const withoutValues = (text: string) => text.replaceAll(/\{\w+\}/g, '');
const en = messages('en');
const zh = messages('zh-CN');

/** Terms that a sentence may leave out, or say with a pronoun, without being wrong: these are not checked one by one. */
const loose = new Set(['example', 'label', 'feature', 'weight', 'parameter', 'loss', 'noise']);
/** Where a message says the thing in another way on purpose. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  overflow: ['上溢', '溢出'],
  test_set: ['测试集', '测试精度'],
};
/** Words that other books have for the same things; this one does not. */
const foreign = [
  '学习速率',
  '批次大小',
  '批大小',
  '迷你批次',
  '世代',
  '时期',
  '准确率',
  '向量化',
  '逻辑斯蒂',
  '交叉墒',
  '代价函数',
  '样例',
  '偏移量',
];

describe('the glossary', () => {
  test('has each word once, and each belongs to a lab', () => {
    const ids = terms.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, lab } of terms)
      expect(
        labs.map((entry) => entry.id),
        id,
      ).toContain(lab);
  });

  test('every word in the messages is in the glossary’s list', () => {
    const words = [...en.keys()].flatMap((key) => /^glossary_(\w+)_about$/.exec(key)?.[1] ?? []);
    expect(terms.map(({ id }) => id).toSorted()).toEqual(words.toSorted());
  });

  test.each(terms.filter(({ id }) => !loose.has(id)).map(({ id }) => [id]))(
    'where English says %s, Chinese has the book’s word',
    (id) => {
      const english = en.get(`glossary_${id}`) ?? '';
      const chinese = otherwise[id] ?? [zh.get(`glossary_${id}`) ?? ''];
      const said = new RegExp(`(?<![\\w-])${english.replaceAll(' ', '[ -]')}s?(?![\\w-])`, 'i');
      const missing = [...en]
        .filter(([key, text]) => said.test(withoutValues(text)) && !key.startsWith('glossary_'))
        .filter(([key]) => !chinese.some((word) => zh.get(key)?.toLowerCase().includes(word)))
        .map(([key, text]) => `${key}: ${text} / ${zh.get(key) ?? ''}`);
      expect(missing).toEqual([]);
    },
  );

  test.each(foreign)('%s is another book’s word', (word) => {
    expect([...zh].filter(([, text]) => text.includes(word)).map(([key]) => key)).toEqual([]);
  });
});
