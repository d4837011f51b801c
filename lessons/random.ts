import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * A source of random bits. Drawing from it moves it on: the next draw is another one.
 */
export type Rng = RandomGenerator;

/**
 * The generator for one purpose of a run: same seed, same curves.
 *
 * Each purpose ('weights', 'order', 'data' …) and each index (the epoch, say) has a
 * stream of its own. So the order of epoch 7 can be had without epochs 1 to 6, and
 * drawing more numbers for the data changes nothing in the weights.
 *
 * @param seed an integer from 0 to 2^32 - 1
 * @param index an integer from 0 to 2^32 - 1
 */
export function rngFor(seed: number, purpose: string, index = 0): Rng {
  const name = [...purpose].reduce(
    (hash, letter) => mix(hash ^ letter.charCodeAt(0)),
    0,
  );
  const first = mix(seed ^ 0x9e3779b9);
  const second = mix(first ^ name);
  const third = mix(second ^ index);
  return xoroshiro128plusFromState([first, second, third, mix(third)]);
}

/**
 * Scatters the bits of a 32-bit integer, so that seeds 1 and 2 have nothing in common
 * (the finalizer of MurmurHash3). Different integers stay different.
 */
function mix(bits: number): number {
  let h = bits;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * `n` draws from the normal distribution N(mean, std²), the book's `torch.normal`.
 *
 * The Box-Muller transform: a point whose direction is uniform and whose squared
 * distance from the origin is exponential has two independent, normal coordinates.
 */
export function normalArray(rng: Rng, n: number, mean = 0, std = 1): Float32Array {
  const values = new Float32Array(n);
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(rng)));
    const angle = 2 * Math.PI * uniformFloat64(rng);
    values[i] = mean + std * radius * Math.cos(angle);
    // Where n is odd this is past the end, and a typed array ignores it.
    values[i + 1] = mean + std * radius * Math.sin(angle);
  }
  return values;
}

/**
 * The integers from 0 to n - 1 in random order, the book's `random.shuffle(indices)`:
 * every order is equally likely (Fisher and Yates, in the form that starts empty).
 */
export function shuffledIndices(rng: Rng, n: number): Int32Array {
  const indices = new Int32Array(n);
  for (let i = 0; i < n; i += 1) {
    // i takes a random place among the first i + 1; what was there moves to the end.
    const place = uniformInt(rng, 0, i);
    indices.copyWithin(i, place, place + 1);
    indices[place] = i;
  }
  return indices;
}
