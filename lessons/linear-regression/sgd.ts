import * as tf from '@tensorflow/tfjs';

/**
 * Minibatch stochastic gradient descent, the `sgd` of section 3.2.6: each parameter
 * goes against its gradient, by the learning rate times the mean over the minibatch
 * (equation 3.1.9).
 *
 * @param params what is learned; each is changed in place
 * @param grads for each parameter, the gradient of the minibatch's *summed* loss
 * @param lr learning rate
 * @param batchSize examples in the minibatch, to turn the sum into a mean
 */
export function sgd(
  params: readonly tf.Variable[],
  grads: readonly tf.Tensor[],
  lr: number,
  batchSize: number,
): void {
  if (grads.length !== params.length) {
    throw new RangeError(
      `sgd: ${params.length} parameters, but ${grads.length} gradients`,
    );
  }
  tf.tidy(() => {
    for (const [i, grad] of grads.entries()) {
      const param = params[i];
      param?.assign(tf.sub(param, tf.mul(grad, lr / batchSize)));
    }
  });
}
