import { expect, test } from 'vitest';
import { pitchOf } from '../../../../renderer/sound/pitch';

test('a loss of 1 sounds as the A of orchestras, an eighth of it an octave lower', () => {
  expect(pitchOf(1)).toBe(440);
  expect(pitchOf(1 / 8)).toBeCloseTo(220, 9);
  expect(pitchOf(8)).toBeCloseTo(880, 9);
});

test.each([
  ['a loss of zero is the lowest tone', 0, 110],
  ['a negative one as well', -3, 110],
  ['an enormous one is the highest', 1e30, 1760],
  ['an infinite one too', Infinity, 1760],
  ['and one that is no number', NaN, 1760],
])('%s', (_, loss, hertz) => {
  expect(pitchOf(loss)).toBe(hertz);
});
