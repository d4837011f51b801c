import { expect, test } from 'vitest';
import { withoutPersonal } from '../../../../main/diagnostics/logger';

const nowhere = '/nowhere/at/all';

test('withoutPersonal(text, dataFolder, home) hides the folders that have a person’s name', () => {
  const text = 'at /home/张三/.local/share/x.json (/home/张三/app.js:1:2)';
  expect(withoutPersonal(text, nowhere, '/home/张三')).toBe(
    'at ~/.local/share/x.json (~/app.js:1:2)',
  );
});

test('the data folder is hidden wherever it is, and first where it is in the home folder', () => {
  const text = "D:\\学生 (3)'s\\LinearLab\\runs: EPERM; C:\\Users\\李雷";
  expect(withoutPersonal(text, "D:\\学生 (3)'s\\LinearLab", 'C:\\Users\\李雷')).toBe(
    '<data>\\runs: EPERM; ~',
  );
  expect(withoutPersonal('/home/a/data/runs', '/home/a/data', '/home/a')).toBe('<data>/runs');
});

test.each(['/', 'C:\\', ''])('a home that is the root, %j, hides nothing', (home) => {
  expect(withoutPersonal('C:\\a /a/b', nowhere, home)).toBe('C:\\a /a/b');
});

test('it is hidden in the addresses of stack traces too', () => {
  const text = 'at file:///home/%E5%BC%A0%E4%B8%89/app/main.js:1:2';
  expect(withoutPersonal(text, nowhere, '/home/张三')).toBe('at file://~/app/main.js:1:2');
});

test('with the slashes that scripts use on Windows, with those of JSON, in capitals or not', () => {
  expect(
    withoutPersonal(
      'C:\\Users\\Li Lei\\x, C:/Users/Li Lei/y, "c:\\\\users\\\\li lei\\\\z"',
      nowhere,
      'C:\\Users\\Li Lei',
    ),
  ).toBe('~\\x, ~/y, "~\\\\z"');
});
