// @ts-check
/** Just enough of version numbers: `major.minor.patch`, compared as numbers. */

/**
 * @param {string} version such as `20.19.1` or `v20.19.1`
 * @param {string} minimum such as `>= 22.12.0` or `22.12`
 */
export function isAtLeast(version, minimum) {
  const [is, wanted] = [version, minimum].map(numbersOf);
  for (let i = 0; i < 3; i += 1) {
    const difference = (is?.[i] ?? 0) - (wanted?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** @param {string} text */
const numbersOf = (text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
