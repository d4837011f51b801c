import { errorCodes } from '#contract/errors';
import { languages } from '#contract/settings';
import { describe, expect, test } from 'vitest';
import { errorText } from '#messages/errors';
import { speak } from '../../../../main/locale';

describe.each(languages)('errorText(error) in %s', (language) => {
  test.each(errorCodes)('%s is a sentence without gaps', (code) => {
    speak(language);
    const params = {
      field: 'field-1',
      value: 'value-1',
      allowed: 'allowed-1',
      detail: 'detail-1',
      id: 'id-1',
      epoch: 'epoch-1',
      file: 'file-1',
    };
    const words = errorText({ code, params });
    speak('en');
    expect(words).toMatch(/[.。]$|-1$/);
    expect(words).not.toMatch(/[{}]|undefined/);
  });
});

test('the parameters of an error are in its words', () => {
  speak('en');
  expect(
    errorText({
      code: 'invalidInput',
      params: { field: 'lr', value: '11', allowed: '(0, 10]' },
    }),
  ).toBe('lr: 11 is not possible. Allowed: (0, 10].');
});
