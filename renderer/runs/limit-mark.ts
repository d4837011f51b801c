import type { StableRate } from '#contract/stable-rate';
import { m } from '#messages';

/** How a learning-rate field shows the largest stable rate, once it is known. */
export function limitMark(
  found: StableRate | undefined,
  rate: number,
): { readonly value: number; readonly text: string } | undefined {
  if (!found?.limit) return undefined;
  const limit = Number(found.limit.toPrecision(3));
  const text = rate > found.limit ? m.doctor_mark_above({ limit }) : m.doctor_mark({ limit });
  return { value: found.limit, text };
}
