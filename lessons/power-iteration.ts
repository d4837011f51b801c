import { dot, norm, scale } from './vectors';

/** What is known after one step of the power iteration. */
export interface Estimate {
  /** The largest eigenvalue, as far as it is known: it is never overestimated. */
  readonly eigenvalue: number;
  /** Products that were computed for it. */
  readonly iterations: number;
  /** Whether another step would hardly change it. */
  readonly converged: boolean;
}

/** When the power iteration stops. */
export interface PowerIterationOptions {
  /** The change from step to step, relative to the value, that no longer matters. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * Finds the largest eigenvalue λ of a symmetric matrix H that has no negative ones, such
 * as the Hessian of a convex loss. H itself is not needed, only its product with a
 * vector.
 *
 * Any vector is a mix of H's eigenvectors. A product with H makes each of them grow by
 * its eigenvalue, so that product after product the one of the largest takes over. The
 * estimate is the Rayleigh quotient vᵀHv / vᵀv.
 *
 * Why one wants to know it: near a minimum, a step of gradient descent with learning
 * rate η multiplies the error along an eigenvector by 1 - ηλ. For η above 2 / λ this is
 * below -1: the step jumps over the minimum to a place further away than before, and
 * the next one yet further. See `stableLimit`.
 *
 * Yields after each product, and returns the last estimate.
 *
 * @param multiply v [d] to Hv [d]
 * @param start a random vector [d]: one that the eigenvector of λ has no part in would
 * find another eigenvalue
 */
export function* powerIteration(
  multiply: (v: Float64Array) => Float64Array,
  start: Float64Array,
  { tolerance = 1e-6, maxIterations = 500 }: PowerIterationOptions = {},
): Generator<Estimate, Estimate> {
  let v = scale(start, 1 / norm(start));
  let last: Estimate = { eigenvalue: 0, iterations: 0, converged: false };
  while (!last.converged && last.iterations < maxIterations) {
    const Hv = multiply(v);
    const eigenvalue = dot(v, Hv);
    const change = Math.abs(eigenvalue - last.eigenvalue);
    const length = norm(Hv);
    last = {
      eigenvalue,
      iterations: last.iterations + 1,
      // Where H is zero, or a product is not finite, there is nothing more to find.
      converged: change <= tolerance * Math.abs(eigenvalue) || !(length > 0),
    };
    yield last;
    v = scale(Hv, 1 / length);
  }
  return last;
}

/**
 * The learning rate above which gradient descent moves away from the minimum: 2 / λ,
 * with the largest eigenvalue λ of the Hessian.
 *
 * @returns Infinity for a loss that is flat
 */
export function stableLimit(eigenvalue: number): number {
  return 2 / eigenvalue;
}
