import * as tf from '@tensorflow/tfjs';
import { restoreNodeHelpers } from '../../main/trainer/node-helpers';

/**
 * Starts the engine that the lessons are tested on: native TensorFlow, or plain JavaScript
 * with a warning where the addon does not load. Call it in `beforeAll`; tells which one it is.
 */
export async function startEngine(): Promise<'tensorflow' | 'cpu'> {
  restoreNodeHelpers();
  try {
    await import('@tensorflow/tfjs-node');
  } catch (error) {
    console.warn('No native TensorFlow here, the lessons are tested on the cpu engine:', error);
    await tf.setBackend('cpu');
  }
  await tf.ready();
  return tf.getBackend() === 'tensorflow' ? 'tensorflow' : 'cpu';
}
