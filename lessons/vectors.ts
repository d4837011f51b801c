/** The scalar product of two vectors of the same length. */
export function dot(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += (p[i] ?? NaN) * (q[i] ?? NaN);
  return sum;
}

/** The length of a vector. */
export function norm(p: Float64Array): number {
  return Math.sqrt(dot(p, p));
}

/** A vector times a number. */
export function scale(p: Float64Array, factor: number): Float64Array {
  return p.map((value) => value * factor);
}
