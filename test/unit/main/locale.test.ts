import { settingsSchema } from '#contract/settings';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { effectiveLanguage, systemLanguage } from '../../../main/locale';

describe('systemLanguage(preferred)', () => {
  test.each([
    [['zh-CN'], 'zh-CN'],
    [['zh_TW', 'en-US'], 'zh-CN'],
    [['zh-Hans-SG'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de-DE', 'zh-CN'], 'zh-CN'],
    [['de-DE', 'fr'], 'en'],
    [[], 'en'],
    // Not Chinese, though it begins with the same letters.
    [['zha'], 'en'],
  ])('%j is %s', (preferred, language) => {
    expect(systemLanguage(preferred)).toBe(language);
  });
});

test('a chosen language wins over the system’s', () => {
  const settings = v.parse(settingsSchema, {});
  expect(effectiveLanguage(settings, 'zh-CN')).toBe('zh-CN');
  expect(effectiveLanguage({ ...settings, language: 'en' }, 'zh-CN')).toBe('en');
});
