import type { Examples } from './examples';

/**
 * The product of a vector with the Hessian of linear regression's loss (equation 3.1.6):
 * how much the loss curves in each direction.
 *
 * With x̃ = (x, 1), so that the bias is one more weight, the gradient of the mean of
 * (w̃ᵀx̃ - y)² / 2 is the mean of x̃ (w̃ᵀx̃ - y), and its derivative is H = mean of x̃ x̃ᵀ:
 * the same everywhere, as the loss is a paraboloid. The labels do not matter.
 *
 * @param v by w [d], then by b
 * @returns Hv [d + 1]
 */
export function hessianProduct(
  { features, labels }: Examples,
  v: Float64Array,
): Float64Array {
  const d = v.length - 1;
  const product = new Float64Array(d + 1);
  const n = labels.length;
  for (let i = 0; i < n; i += 1) {
    let xv = v[d] ?? NaN;
    for (let j = 0; j < d; j += 1) xv += (features[i * d + j] ?? NaN) * (v[j] ?? NaN);
    for (let j = 0; j < d; j += 1) {
      product[j] = (product[j] ?? NaN) + ((features[i * d + j] ?? NaN) * xv) / n;
    }
    product[d] = (product[d] ?? NaN) + xv / n;
  }
  return product;
}
