/** The lessons' code by step, as the notebook shows it. */
import axisSums from '#lessons/cross-entropy/axis-sums.ts?raw';
import overflow from '#lessons/cross-entropy/overflow.ts?raw';
import random from '#lessons/random.ts?raw';
import accuracy from '#lessons/softmax-regression/accuracy.ts?raw';
import loss from '#lessons/softmax-regression/loss.ts?raw';
import model from '#lessons/softmax-regression/model.ts?raw';
import type { Piece } from '../../components/lesson-code';
import type { Part } from './settings';

export const code: Record<Part, readonly Piece[]> = {
  sums: [{ source: axisSums, show: 'axisSums', notes: 'X.sum(0, keepdim=True) · 3.6.2' }],
  softmax: [
    { source: model, show: 'softmax', notes: 'softmax · 3.6.2' },
    { source: random, show: 'normalArray', notes: 'torch.normal(0, 1, (2, 5)) · 3.6.2' },
  ],
  pick: [
    { source: loss, show: 'pick', notes: 'y_hat[[0, 1], y] · 3.6.4' },
    { source: loss, show: 'crossEntropy', notes: 'cross_entropy · 3.6.4' },
    { source: accuracy, show: 'accuracy', notes: 'accuracy · 3.6.5' },
  ],
  overflow: [
    { source: overflow, show: 'naiveCrossEntropy', notes: 'softmax, cross_entropy · 3.6' },
    { source: overflow, show: 'stableCrossEntropy', notes: 'nn.CrossEntropyLoss · 3.7.2' },
    { source: overflow, show: 'step', notes: '3.7.2' },
  ],
};
