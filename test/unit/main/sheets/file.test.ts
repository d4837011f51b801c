import { AppError } from '#contract/errors';
import { sheetLimits, sheetSchema, type Sheet } from '#contract/sheet';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { formatSheet, parseSheet, sheetKey } from '../../../../main/sheets/file';
import { softmaxSheet } from './support';

const ready = fileURLToPath(new URL('../../../../resources/sheets', import.meta.url));

/** What is said of a file with this content. */
function refusal(content: unknown): AppError {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  try {
    parseSheet(text, 'a.linearlab-sheet');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('accepted');
}

/** The sheet with something else at a path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(softmaxSheet);
  let at: unknown = copy;
  for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
  Reflect.set(Object(at), path.at(-1) ?? '', value);
  return copy;
}

describe('parseSheet(text, file)', () => {
  test('reads back what formatSheet wrote', () => {
    expect(parseSheet(formatSheet(softmaxSheet), 'a')).toEqual(softmaxSheet);
  });

  test('reads a file that begins with a byte order mark, as editors of Windows write it', () => {
    expect(parseSheet(`\uFEFF${formatSheet(softmaxSheet)}`, 'a')).toEqual(softmaxSheet);
  });

  test.each<[string, readonly (string | number)[], unknown, string]>([
    ['another format', ['format'], 'notebook', 'format'],
    ['a lab that is none', ['lab'], 'cooking', 'lab'],
    ['an id that is a path', ['id'], '../../etc', 'id'],
    ['no title', ['title'], {}, 'title'],
    ['a title of another language alone', ['title'], { fr: 'Titre' }, 'title.fr'],
    ['an empty text', ['steps', 0, 'text', 'en'], '  ', 'steps.0.text.en'],
    ['a text that is too long', ['steps', 0, 'text', 'en'], 'x'.repeat(8001), 'steps.0.text.en'],
    ['no steps', ['steps'], [], 'steps'],
    ['too many steps', ['steps'], Array(41).fill(softmaxSheet.steps[0]), 'steps'],
    ['a step that is none', ['steps', 0, 'type'], 'sing', 'steps.0.type'],
    ['two steps of one id', ['steps', 1, 'id'], 'read', 'steps.1.id'],
    [
      'a control that the lab does not have',
      ['controls', 'halfLoss'],
      'locked',
      'controls.halfLoss',
    ],
    ['a control in a third state', ['controls', 'epochs'], 'open', 'controls.epochs'],
    ['a setting out of range', ['settings', 'learningRate'], 11, 'settings.learningRate'],
    ['a setting that the lab does not have', ['settings', 'halfLoss'], true, 'settings.halfLoss'],
    [
      'a setting of a step out of range',
      ['steps', 3, 'settings'],
      { epochs: 2.5 },
      'steps.3.settings.epochs',
    ],
    [
      'a right option that is not there',
      ['steps', 1, 'ask'],
      { kind: 'choice', options: [{ en: 'a' }, { en: 'b' }], correct: 2 },
      'steps.1.ask.correct',
    ],
    ['an entry that is unknown', ['script'], 'alert(1)', 'script'],
  ])('refuses %s and names the field', (_, path, value, field) => {
    const { code, params } = refusal(changed(path, value));
    expect(code).toBe('invalidFile');
    expect(params).toMatchObject({ file: 'a.linearlab-sheet', field });
    expect(params['allowed']).not.toBe('');
  });

  test('refuses curves in a lab that has none', () => {
    const { params } = refusal({ ...softmaxSheet, lab: 'idea', settings: {}, controls: {} });
    expect(params['field']).toBe('steps.1.ask.measure');
  });

  test('says of a newer version that it is one, whatever else is in it', () => {
    const { code, params } = refusal({ format: 'linearlab-sheet', schema: 2, cells: [] });
    expect({ code, params }).toEqual({ code: 'newerFile', params: { file: 'a.linearlab-sheet' } });
  });

  test.each([
    '',
    '{',
    '[1, 2',
    'null',
    '"sheet"',
    '[]',
    '{"__proto__": {"format": "linearlab-sheet"}}',
  ])('refuses %j', (text) => {
    expect(['unreadableFile', 'invalidFile']).toContain(refusal(text).code);
  });

  test('refuses what is larger than a sheet can be', () => {
    expect(refusal(' '.repeat(sheetLimits.file + 1)).params).toMatchObject({ field: 'size' });
  });

  test('ends every text in a sheet or in a refusal with a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(['unreadableFile', 'invalidFile', 'newerFile']).toContain(refusal(text).code);
      }),
    );
  });

  test('survives anything in the place of any part of it', () => {
    const paths: (string | number)[][] = [];
    const walk = (node: unknown, path: (string | number)[]) => {
      if (path.length > 0) paths.push(path);
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
    };
    walk(softmaxSheet, []);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const text = JSON.stringify(changed(path, value));
        let sheet: Sheet | undefined;
        try {
          sheet = parseSheet(text, 'a');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
        if (sheet) expect(v.is(sheetSchema, sheet)).toBe(true);
      }),
    );
  });
});

describe('sheetKey(sheet)', () => {
  test('is the same for the same sheet, however its file is laid out, and another for another text', () => {
    const key = sheetKey(softmaxSheet);
    expect(key).toMatch(/^first-sheet-[0-9a-f]{8}$/);
    expect(sheetKey(parseSheet(JSON.stringify(softmaxSheet), 'a'))).toBe(key);
    expect(sheetKey({ ...softmaxSheet, minutes: 11 })).not.toBe(key);
  });
});

describe('the sheets that come with the app', () => {
  const names = readdirSync(ready);
  test('are six', () => expect(names).toHaveLength(6));

  test.each(names)('%s is one, whole in both languages, and predicts before it runs', (name) => {
    const sheet = parseSheet(readFileSync(join(ready, name), 'utf8'), name);
    const texts = [
      sheet.title,
      sheet.aim,
      ...sheet.steps.flatMap((step) => [
        step.title,
        step.text,
        ...('after' in step ? [step.after] : []),
        ...(step.type === 'predict' && step.ask.kind === 'choice' ? step.ask.options : []),
      ]),
    ];
    for (const text of texts) {
      if (!text) continue;
      expect(Object.keys(text).sort()).toEqual(['en', 'zh-CN']);
      expect(Object.values(text).join('')).not.toContain('@');
    }
    expect(sheet.minutes).toBeGreaterThanOrEqual(10);
    expect(sheet.minutes).toBeLessThanOrEqual(15);
    expect(sheet.steps.filter(({ type }) => type === 'predict').length).toBeGreaterThan(0);
    expect(sheet.steps.at(-1)?.type).toBe('explain');
  });
});
