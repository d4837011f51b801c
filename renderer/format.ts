/** Numbers and dates as a person reads them, by language. `–` stands for what is not there. */
import type { Language } from '#contract/settings';
import { m } from '#messages';

export const NO_VALUE = '–';

/** Making a formatter takes longer than what it formats: a table of runs asks for the same one a hundred times. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(language, options);
  numberFormats.set(key, format);
  return format;
}

/** A loss: three decimals from 0.1 to 1000, else three significant digits. */
export function formatLoss(loss: number | null | undefined, language: Language): string {
  if (loss === null || loss === undefined || !Number.isFinite(loss)) return NO_VALUE;
  const size = Math.abs(loss);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return loss.toExponential(2);
  const options =
    size >= 1000
      ? { maximumFractionDigits: 0 }
      : size >= 0.1 || size === 0
        ? { minimumFractionDigits: 3, maximumFractionDigits: 3 }
        : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return numberFormat(language, options).format(loss);
}

/** A fraction as a percentage with one decimal: 0.8432 is "84.3%". */
export function formatPercent(fraction: number | null | undefined, language: Language): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NO_VALUE;
  return numberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(fraction);
}

/** An integer with grouping: "10,000". */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(count);
}

/** A duration in the unit that suits it: "52 ms", "3.4 s", "2 min 5 s". */
export function formatDuration(ms: number, language: Language): string {
  const options = { locale: language };
  if (ms < 999.5) return m.unit_milliseconds({ value: Math.round(ms) }, options);
  const seconds = ms / 1000;
  if (seconds < 59.95) return m.unit_seconds({ value: seconds.toFixed(1) }, options);
  const whole = Math.round(seconds);
  if (whole < 3600) {
    return m.unit_minutes({ minutes: Math.floor(whole / 60), seconds: whole % 60 }, options);
  }
  const minutes = Math.round(seconds / 60);
  return m.unit_hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 }, options);
}

const timeUnits = [
  { unit: 'nanosecond', ms: 1e-6 },
  { unit: 'microsecond', ms: 1e-3 },
  { unit: 'millisecond', ms: 1 },
  { unit: 'second', ms: 1e3 },
] as const;

/** A time from nanoseconds to seconds, to two or three digits: "13 µs", "1.62 s". */
export function formatTime(ms: number, language: Language, digits = 3): string {
  const rounded = Number(ms.toPrecision(digits));
  const { unit, ms: size } = timeUnits.findLast((one) => rounded >= one.ms) ?? timeUnits[0];
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

/** Bytes in decimal units: "4.1 MB". */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const digits = step === 0 ? 0 : 1;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(bytes / 1000 ** step);
}

/** A date and time, to the minute, in the person's own time zone; `short` for the column of a table. */
export function formatDate(
  iso: string,
  language: Language,
  dateStyle: 'medium' | 'short' = 'medium',
): string {
  const key = `${language} ${dateStyle}`;
  const format =
    dateFormats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle, timeStyle: 'short' });
  dateFormats.set(key, format);
  return format.format(new Date(iso));
}

/** The middle value, or null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
