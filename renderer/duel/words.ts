/** What is said of a duel. */
import type { Language } from '#contract/settings';
import type { SoftmaxImplementation } from '#contract/run';
import { m } from '#messages';
import { implementationName } from '#messages/names';
import { formatError } from '../figures';
import type { Fault, Side } from './duel.svelte';
import type { Verdict } from './verdict';

export const faultName: Record<Fault, () => string> = {
  sum: m.duel_fault_sum,
  noShuffle: m.duel_fault_no_shuffle,
  otherSeed: m.duel_fault_other_seed,
  twice: m.duel_fault_twice,
  frozenBias: m.duel_fault_frozen_bias,
  noHalf: m.duel_fault_no_half,
};

/** What one sees of a fault, and why. */
export const faultAbout: Record<Fault, () => string> = {
  sum: m.duel_about_sum,
  noShuffle: m.duel_about_no_shuffle,
  otherSeed: m.duel_about_other_seed,
  twice: m.duel_about_twice,
  frozenBias: m.duel_about_frozen_bias,
  noHalf: m.duel_about_no_half,
};

/** The verdict in a sentence. */
export function verdictText(
  verdict: Verdict,
  sides: readonly Side[],
  epoch: number,
  language: Language,
): string {
  const names = sides.map(({ implementation }) => implementationName[implementation]());
  const name = (index: number) => names[index] ?? '';
  switch (verdict.kind) {
    case 'same':
      return m.duel_same({
        names: new Intl.ListFormat(language).format(names),
        epoch,
        difference: formatError(verdict.difference),
      });
    case 'odd':
      return m.duel_odd({
        name: name(verdict.index),
        epoch,
        difference: formatError(verdict.difference),
        others: formatError(verdict.others),
      });
    case 'apart':
      return m.duel_apart({ epoch, difference: formatError(verdict.difference) });
    case 'diverged':
      return m.duel_diverged({ name: name(verdict.index), epoch });
  }
}

export function sideName(implementation: SoftmaxImplementation): string {
  return implementationName[implementation]();
}
