import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlace, restoredBounds, writePlace } from '../../../main/window-place';
import { temporaryFolder } from './dataset/support/temporary';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const place = { x: 100, y: 50, width: 1280, height: 720 };

describe('restoredBounds(place, screens)', () => {
  test('a place on a screen is kept', () => {
    expect(restoredBounds(place, [screen])).toEqual(place);
  });

  test.each([
    ['on a projector that is gone', { ...place, x: 2000 }],
    ['above the screen, with no title bar to catch', { ...place, y: -300 }],
    ['with but a sliver visible', { ...place, x: -1270 }],
    ['below the screen', { ...place, y: 1079 }],
  ])('a place %s is forgotten', (_, lost) => {
    expect(restoredBounds(lost, [screen])).toBeUndefined();
  });

  test('the second screen counts, left of the first as well', () => {
    const second = { x: -1280, y: 200, width: 1280, height: 720 };
    expect(restoredBounds({ ...place, x: -1200, y: 210 }, [screen, second])).toBeDefined();
  });

  test('without a place the system decides', () => {
    expect(restoredBounds(undefined, [screen])).toBeUndefined();
  });
});

describe('readPlace(file)', () => {
  test('reads what writePlace wrote', async () => {
    const file = join(await temporaryFolder(), 'place.json');
    await writePlace(file, { ...place, maximized: true });
    expect(await readPlace(file)).toEqual({ ...place, maximized: true });
  });

  test.each(['', '{', '[]', '{"x":"left"}', 'null'])('%j is no place', async (text) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'place.json');
    await writeFile(file, text);
    expect(await readPlace(file)).toBeUndefined();
    expect(await readdir(folder)).toEqual(['place.json']);
  });

  test('a file that is not there is no place', async () => {
    expect(await readPlace(join(await temporaryFolder(), 'place.json'))).toBeUndefined();
  });
});
