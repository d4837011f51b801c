/** What stands under the microscope, made ready to be shown. Pure: no page, no canvas. */
import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { SeenStep } from '#contract/microscope';
import type { SoftmaxConfig } from '#contract/run';

/** One class's part in one example. */
export interface ClassScore {
  readonly label: number;
  /** Logit o. */
  readonly logit: number;
  /** Probability ŷ. */
  readonly probability: number;
  /** ŷ - y: the derivative of the example's loss by the logit. */
  readonly slope: number;
}

/** One example of the minibatch on its way through the model. */
export interface SeenExample {
  /** Its place in the minibatch, from 0, and in the training set. */
  readonly place: number;
  readonly index: number;
  readonly label: number;
  /** The class with the largest logit: it may have no probability any more. */
  readonly predicted: number;
  readonly loss: number;
  readonly scores: readonly ClassScore[];
}

/** The example at a place of the minibatch. */
export function exampleAt({ examples }: Pick<SeenStep, 'examples'>, place: number): SeenExample {
  const label = examples.labels[place] ?? NaN;
  const scores = Array.from({ length: NUM_CLASSES }, (_, k) => {
    const probability = examples.probabilities[NUM_CLASSES * place + k] ?? NaN;
    const logit = examples.logits[NUM_CLASSES * place + k] ?? NaN;
    return { label: k, logit, probability, slope: probability - (k === label ? 1 : 0) };
  });
  return {
    place,
    index: examples.indices[place] ?? NaN,
    label,
    predicted: indexOfLargest(scores.map(({ logit }) => logit)),
    loss: examples.losses[place] ?? NaN,
    scores,
  };
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > (values[best] ?? NaN) ? i : best), 0);
}

export const examplesOf = (step: Pick<SeenStep, 'examples'>): readonly SeenExample[] =>
  Array.from(step.examples.losses, (_, place) => exampleAt(step, place));

export const exampleOrders = ['read', 'loss'] as const;
export type ExampleOrder = (typeof exampleOrders)[number];

/** As they were read, or the largest loss first: one that is no number above all. */
export function inOrder(
  examples: readonly SeenExample[],
  order: ExampleOrder,
): readonly SeenExample[] {
  if (order === 'read') return examples;
  const size = ({ loss }: SeenExample) => (Number.isNaN(loss) ? Infinity : loss);
  return examples.toSorted((a, b) => {
    const [first, second] = [size(a), size(b)];
    return first === second ? a.place - b.place : second - first;
  });
}

/** The example to look at first: one whose loss is not finite, if there is one. */
export function mostTelling(examples: readonly SeenExample[]): number {
  return examples.find(({ loss }) => !Number.isFinite(loss))?.place ?? 0;
}

export const gradientParts = ['minibatch', 'example'] as const;

/** A gradient by W [10, 784] and by b [10]. */
export interface SeenGradient {
  readonly W: Float32Array;
  readonly b: Float32Array;
}

/** The gradient of the minibatch's mean loss: what the step multiplies by the learning rate. */
export function meanGradient({ dW, db, size }: Pick<SeenStep, 'dW' | 'db' | 'size'>): SeenGradient {
  const mean = (sum: number) => sum / size;
  return { W: dW.map(mean), b: db.map(mean) };
}

/** The gradient of one example's loss: its picture, times ŷ - y for each class. */
export function gradientOf(
  { scores }: Pick<SeenExample, 'scores'>,
  pixels: Uint8Array,
  pixelScale: SoftmaxConfig['pixelScale'],
): SeenGradient {
  const full = pixelScale === 'unit' ? 255 : 1;
  const W = new Float32Array(NUM_CLASSES * PICTURE_PIXELS);
  for (const { label, slope } of scores) {
    const row = W.subarray(label * PICTURE_PIXELS, (label + 1) * PICTURE_PIXELS);
    pixels.forEach((byte, pixel) => (row[pixel] = (slope * byte) / full));
  }
  return { W, b: Float32Array.from(scores, ({ slope }) => slope) };
}

/** The smallest and the largest derivative by the weights of a class, and the length of all of them. */
export interface GradientRow {
  readonly label: number;
  readonly b: number;
  readonly min: number;
  readonly max: number;
  readonly norm: number;
}

export function gradientRows({ W, b }: SeenGradient): readonly GradientRow[] {
  return Array.from(b, (slope, label) => {
    const row = W.subarray(label * PICTURE_PIXELS, (label + 1) * PICTURE_PIXELS);
    return {
      label,
      b: slope,
      min: row.reduce((least, value) => Math.min(least, value)),
      max: row.reduce((most, value) => Math.max(most, value)),
      norm: Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)),
    };
  });
}

/** The largest distance that a parameter moves in this step. */
export function largestChange(gradient: SeenGradient, learningRate: number): number {
  const largest = (values: Float32Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return learningRate * Math.max(largest(gradient.W), largest(gradient.b));
}

/** A figure that may be no number, with three significant digits. */
export function seenFigure(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e5
      ? value.toExponential(1)
      : size < 10
        ? value.toFixed(3)
        : size < 1000
          ? value.toFixed(1)
          : value.toFixed(0);
  return text.replace('-', '−').replace('e−', 'e-');
}
