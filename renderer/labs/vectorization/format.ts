import type { Language } from '#contract/settings';

const units = [
  { unit: 'nanosecond', ms: 1e-6 },
  { unit: 'microsecond', ms: 1e-3 },
  { unit: 'millisecond', ms: 1 },
  { unit: 'second', ms: 1e3 },
] as const;

/** A time from nanoseconds to seconds, to two or three digits: "13 µs", "1.62 s". */
export function formatTime(ms: number, language: Language, digits = 3): string {
  const rounded = Number(ms.toPrecision(digits));
  const { unit, ms: size } = units.findLast((one) => rounded >= one.ms) ?? units[0];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumSignificantDigits: digits,
  }).format(rounded / size);
}

/** A number that is only known roughly, to two digits: "5,400". */
export function formatRough(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(value);
}
