import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileName, withExtension } from '../../../../main/exports/file-name';

describe('fileName(text)', () => {
  test.each([
    ['Run 15: lr=0.1/0.3?', 'Run 15- lr=0.1-0.3'],
    ['..\\..\\secret', 'secret'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows', 'C-Windows'],
    ['  ends with dots ...', 'ends with dots'],
    ['tab\tand\nline', 'tab-and-line'],
    ['学习率 0.1 的对比', '学习率 0.1 的对比'],
    ['', 'LinearLab'],
    ['???', 'LinearLab'],
    ['con', 'LinearLab con'],
    ['NUL.report', 'LinearLab NUL.report'],
    ['COM¹', 'LinearLab COM¹'],
    ['console', 'console'],
    ['pdf.\u202efdp', 'pdf.-fdp'],
    ['half \ud83d a pair', 'half - a pair'],
  ])('%j becomes %j', (text, name) => {
    expect(fileName(text)).toBe(name);
  });

  test('is never empty, never long, and holds nothing that Windows forbids, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = fileName(text);
        expect(name).not.toBe('');
        expect([...name].length).toBeLessThanOrEqual(90);
        // eslint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]|[. ]$/);
        expect(fileName(name)).toBe(name);
      }),
    );
  });
});

test('withExtension(path) adds it once, whatever its case', () => {
  expect(withExtension('/a/report', 'html')).toBe('/a/report.html');
  expect(withExtension('/a/report.HTML', 'html')).toBe('/a/report.HTML');
  expect(withExtension('/a/report.v2', 'html')).toBe('/a/report.v2.html');
});
