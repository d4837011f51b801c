/** Names that the window and what is exported have in common. */
import { m } from '#messages';

/** Fashion-MNIST's classes by their label (section 3.5, `get_fashion_mnist_labels`). */
export const classNames: readonly (() => string)[] = [
  m.fashion_class_0,
  m.fashion_class_1,
  m.fashion_class_2,
  m.fashion_class_3,
  m.fashion_class_4,
  m.fashion_class_5,
  m.fashion_class_6,
  m.fashion_class_7,
  m.fashion_class_8,
  m.fashion_class_9,
];

/** The further settings of a run, as the labs call them. */
export const furtherSettingNames = {
  initStd: m.softmax_init_std,
  numTrain: m.softmax_num_train,
  shuffle: m.softmax_shuffle,
  pixelScale: m.softmax_pixels,
  numExamples: m.linear_num_examples,
  noise: m.linear_noise,
  trueW1: m.linear_true_w1,
  trueW2: m.linear_true_w2,
  trueB: m.linear_true_b,
  halfLoss: m.compare_half_loss,
} as const;
