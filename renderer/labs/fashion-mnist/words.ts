/** The lab's codes in words. */
import type { Split } from '#contract/fashion-mnist';
import { m } from '#messages';

export const splitName: Record<Split, () => string> = {
  train: m.fashion_split_train,
  test: m.fashion_split_test,
};
