/** Figures of a fit as a table shows them: estimates, errors, and losses as the notes print them. */
import type { Language } from '#contract/settings';
import { NO_VALUE } from './format';

/** An estimate with four decimals: 1.9996; from 1000 on with five significant digits. */
export function formatEstimate(value: number | undefined, language: Language): string {
  if (value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size >= 1e6) return value.toExponential(2);
  return new Intl.NumberFormat(language, {
    ...(size < 1000
      ? { minimumFractionDigits: 4, maximumFractionDigits: 4 }
      : { maximumSignificantDigits: 5, useGrouping: false }),
    signDisplay: 'negative',
  }).format(value);
}

/** An estimate as short as it can be told from its neighbours: four significant digits. */
export function formatShort(value: number | undefined, language: Language): string {
  if (value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return new Intl.NumberFormat(language, {
    maximumSignificantDigits: 4,
    useGrouping: false,
    signDisplay: 'negative',
  }).format(value);
}

/** A figure of a narrow column: four digits, below 0.1 with `finest` decimals; 1.2e+4 from 10,000 on. */
export function formatNarrow(
  value: number | undefined,
  language: Language,
  finest: 3 | 4 = 3,
): string {
  if (value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size >= 1e4) return value.toExponential(1);
  const decimals = size < 0.1 ? finest : size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
    signDisplay: 'negative',
  }).format(value);
}

/** A difference that is hoped to be small, by its size: 4.1e-4. */
export function formatError(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return NO_VALUE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.01 || size >= 1e4) return value.toExponential(1);
  return String(Number(value.toPrecision(2)));
}

/** A loss as the notes print it (`loss {…:f}`): six decimals, or its size where these say nothing. */
export function formatNotesLoss(loss: number | null | undefined, language: Language): string {
  if (loss === null || loss === undefined || !Number.isFinite(loss)) return NO_VALUE;
  if (loss !== 0 && (loss < 1e-6 || loss >= 1e5)) return loss.toExponential(2);
  const decimals = loss < 100 ? 6 : 2;
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  }).format(loss);
}

/** The most decimals that a column of data is given. */
const MOST_DECIMALS = 4;

/** How a column of data is written: all of it with the decimals that its values have. */
export function columnFormat(
  values: ArrayLike<number>,
  language: Language,
): (value: number | undefined) => string {
  let decimals = 0;
  for (let i = 0; i < values.length && decimals < MOST_DECIMALS; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value) || Math.abs(value) >= 1e6) continue;
    while (decimals < MOST_DECIMALS && Number(value.toFixed(decimals)) !== value) decimals += 1;
  }
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  });
  return (value) => {
    if (value === undefined || !Number.isFinite(value)) return NO_VALUE;
    return Math.abs(value) >= 1e9 ? value.toExponential(2) : format.format(value);
  };
}
