import { expect, test } from 'vitest';
import { withoutHome } from '../../../main/logger';

test('withoutHome(text, home) hides the folder that has a person’s name', () => {
  const text = 'at /home/张三/.local/share/x.json (/home/张三/app.js:1:2)';
  expect(withoutHome(text, '/home/张三')).toBe('at ~/.local/share/x.json (~/app.js:1:2)');
});

test('a home that is the root hides nothing', () => {
  expect(withoutHome('/a/b', '/')).toBe('/a/b');
});

test('it is hidden in the addresses of stack traces too', () => {
  const text = 'at file:///home/%E5%BC%A0%E4%B8%89/app/main.js:1:2';
  expect(withoutHome(text, '/home/张三')).toBe('at file://~/app/main.js:1:2');
});

test('and with the slashes that scripts use on Windows', () => {
  expect(withoutHome('C:\\Users\\李雷\\x, C:/Users/李雷/y', 'C:\\Users\\李雷')).toBe('~\\x, ~/y');
});
