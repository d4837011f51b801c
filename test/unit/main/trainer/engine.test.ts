import * as tf from '@tensorflow/tfjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkResults, loadEngine, problemOf } from '../../../../main/trainer/engine';

describe('loadEngine(wish, environment)', () => {
  test.each(['wasm', 'cpu'] as const)('loads the one that is asked for: %s', async (kind) => {
    const engine = await loadEngine({ engine: kind }, {});
    expect(engine).toMatchObject({ kind, version: '4.22.0', reason: { code: 'chosen' } });
    expect(tf.getBackend()).toBe(kind);
  });

  test('takes the one that the environment names', async () => {
    const engine = await loadEngine({}, { LINEAR_LAB_ENGINE: 'cpu' });
    expect(engine.kind).toBe('cpu');
  });

  test('passes on what happened to the engine above in an earlier process', async () => {
    const wish = { engine: 'wasm', engineProblem: 'it ended with code 132' } as const;
    const { reason } = await loadEngine(wish, { LINEAR_LAB_ENGINE: 'cpu' });
    expect(reason).toEqual({ code: 'crashedOnTrial', detail: 'it ended with code 132' });
  });

  test('takes the one below, and says why, where one computes wrongly', async () => {
    await loadEngine({ engine: 'wasm' }, {});
    const exp = tf.getKernel('Exp', 'wasm');
    tf.unregisterKernel('Exp', 'wasm');
    tf.registerKernel({ ...tf.getKernel('Neg', 'wasm'), kernelName: 'Exp' });
    onTestFinished(() => {
      tf.unregisterKernel('Exp', 'wasm');
      tf.registerKernel(exp);
    });
    const engine = await loadEngine({ engine: 'wasm' }, {});
    expect(engine).toMatchObject({
      kind: 'cpu',
      reason: {
        code: 'wrongResult',
        detail: expect.stringContaining('computed -1, 28, -1, 8, -1'),
      },
    });
  });
});

describe('problemOf(error)', () => {
  test.each([
    [
      'The Node.js native addon module (tfjs_binding.node) can not be found at path: /home/张 三/x/tfjs_binding.node. \nPlease run',
      'notInstalled',
      'The Node.js native addon module (tfjs_binding.node) can not be found at path: tfjs_binding.node. ',
    ],
    [
      "Cannot find package '@tensorflow/tfjs-node' imported from C:\\Users\\张 三\\engine.js",
      'notInstalled',
      "Cannot find package '@tensorflow/tfjs-node' imported from engine.js",
    ],
    [
      'libtensorflow.so.2: cannot open shared object file: No such file or directory',
      'notInstalled',
      'libtensorflow.so.2: cannot open shared object file: No such file or directory',
    ],
    [
      'util.isNullOrUndefined is not a function',
      'failedToLoad',
      'util.isNullOrUndefined is not a function',
    ],
  ])('of %j is %s, and names no folder', (message, code, detail) => {
    expect(problemOf(new Error(message))).toEqual({ code, detail });
  });
});

describe('checkResults()', () => {
  test('accepts what is right and leaves nothing behind', async () => {
    await loadEngine({ engine: 'cpu' }, {});
    const before = tf.memory().numTensors;
    checkResults();
    expect(tf.memory().numTensors).toBe(before);
  });
});
