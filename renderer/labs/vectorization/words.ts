import type { AdditionWay } from '#contract/vectorization';
import { m } from '#messages';

export const wayName: Record<AdditionWay, () => string> = {
  elementByElement: m.vectorization_way_element,
  loop: m.vectorization_way_loop,
  vectorized: m.vectorization_way_call,
};
