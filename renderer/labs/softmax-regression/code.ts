/// <reference types="vite/client" />
/** The lessons' code as the notebook shows it: the source of the very functions that train. */
import type { SoftmaxImplementation } from '#contract/run';
import accumulator from '#lessons/accumulator.ts?raw';
import sgd from '#lessons/linear-regression/sgd.ts?raw';
import accuracy from '#lessons/softmax-regression/accuracy.ts?raw';
import check from '#lessons/softmax-regression/check.ts?raw';
import concise from '#lessons/softmax-regression/concise.ts?raw';
import graph from '#lessons/softmax-regression/graph.py?raw';
import gradient from '#lessons/softmax-regression/gradient.ts?raw';
import loss from '#lessons/softmax-regression/loss.ts?raw';
import microscope from '#lessons/softmax-regression/microscope.ts?raw';
import model from '#lessons/softmax-regression/model.ts?raw';
import scratch from '#lessons/softmax-regression/scratch.ts?raw';
import train from '#lessons/softmax-regression/train.ts?raw';
import type { LessonCode, Piece } from '../../components/lesson-code';

const common: readonly Piece[] = [
  { source: train, show: 'trainEpochCh3', notes: 'train_epoch_ch3 · 3.6.6' },
  { source: train, show: 'trainCh3', notes: 'train_ch3 · 3.6.6' },
  { source: accuracy, show: 'accuracy', notes: 'accuracy · 3.6.5' },
  { source: accuracy, show: 'evaluateAccuracy', notes: 'evaluate_accuracy · 3.6.5' },
  { source: accumulator, show: 'Accumulator', notes: 'Accumulator · 3.6.5' },
  { source: check, show: 'checkTrainCh3', notes: 'train_ch3 · 3.6.6' },
];

const byHand: readonly Piece[] = [
  { source: model, show: 'softmax', notes: 'softmax · 3.6.2' },
  { source: model, show: 'linear', notes: '3.6.3' },
  { source: model, show: 'net', notes: 'net · 3.6.3' },
  { source: loss, show: 'crossEntropy', notes: 'cross_entropy · 3.6.4' },
  { source: gradient, show: 'gradient', notes: 'l.sum().backward() · 3.6.6' },
  { source: sgd, show: 'sgd', notes: 'sgd · 3.2.6' },
  { source: microscope, show: 'microscope', notes: '3.6' },
];

/** The code of each implementation: what a minibatch runs first, then what it is made of. */
export const code: Record<SoftmaxImplementation, LessonCode> = {
  scratch: {
    main: {
      source: scratch,
      show: 'trainStep',
      notes: 'train_epoch_ch3 · 3.6.6',
      mark: { from: 'const yHat', to: 'sgd(' },
    },
    rest: [...byHand, ...common],
  },
  concise: {
    main: {
      source: concise,
      show: 'trainStep',
      notes: 'train_epoch_ch3 · 3.7',
      mark: { from: 'trainer.minimize', to: 'return tf.mean' },
    },
    rest: common,
  },
  graph: {
    main: {
      source: graph,
      language: 'python',
      show: 'sgd_step',
      notes: 'train_epoch_ch3 · 3.6.6',
      mark: { from: 'o = logits', to: 'return tf.matmul' },
    },
    rest: [
      { source: graph, language: 'python', show: 'logits', notes: 'net · 3.6.3' },
      { source: graph, language: 'python', show: 'train', notes: 'train_epoch_ch3 · 3.6.6' },
      { source: graph, language: 'python', show: 'predict', notes: 'predict_ch3 · 3.6.7' },
      { source: check, show: 'checkTrainCh3', notes: 'train_ch3 · 3.6.6' },
    ],
  },
};
