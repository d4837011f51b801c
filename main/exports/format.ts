/** Figures as reports show them, in the language that main speaks. */
import type { Language } from '#contract/settings';
import { getLocale } from '#messages/runtime';

export function language(): Language {
  return getLocale();
}

const NONE = '–';

export function lossText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  return value >= 1000 || (value !== 0 && value < 0.001)
    ? value.toExponential(3)
    : value.toFixed(4);
}

/** A fraction as a percentage with two digits. */
export function percentText(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return NONE;
  return new Intl.NumberFormat(language(), {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(value);
}

export function msText(ms: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: ms < 10 ? 1 : 0 }).format(ms);
}

/** A moment in the person's own time zone, to the minute. */
export function dateText(iso: string): string {
  const style = { dateStyle: 'long', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language(), style).format(new Date(iso));
}
