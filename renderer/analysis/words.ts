/** What is said of a model's predictions. */
import type { Language } from '#contract/settings';
import { m } from '#messages';
import { formatBytes, formatCount } from '../format';
import { className } from '../words';
import type { Cell } from './metrics';
import { MAX_FILE_BYTES, MAX_FILE_SIDE, type PictureFault } from './picture-file';
import { SUM_DIGITS } from './sums';

/** "shirt taken for t-shirt (118)", and so on, in one sentence. */
export function confusedSentence(cells: readonly Cell[], language: Language): string {
  if (cells.length === 0) return m.analysis_confused_none();
  const pairs = cells.map(({ label, predicted, count }) =>
    m.analysis_confused_pair({
      label: className(label),
      predicted: className(predicted),
      count: formatCount(count, language),
    }),
  );
  return m.analysis_confused({ pairs: new Intl.ListFormat(language).format(pairs) });
}

/** A part of a sum, with its sign: "+3.214", "−0.031". */
export function signed(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.abs(value).toFixed(SUM_DIGITS);
  return `${value < 0 ? '−' : '+'}${digits}`;
}

/** Why a picture file was refused: which file, what is wrong with it, what is allowed. */
export function pictureFaultText(
  { file, fault }: { readonly file: string; readonly fault: PictureFault },
  language: Language,
): string {
  switch (fault.kind) {
    case 'type':
      return m.analysis_import_type({ file });
    case 'bytes':
      return m.analysis_import_bytes({
        file,
        size: formatBytes(fault.bytes, language),
        allowed: formatBytes(MAX_FILE_BYTES, language),
      });
    case 'pixels':
      return m.analysis_import_pixels({
        file,
        width: formatCount(fault.width, language),
        height: formatCount(fault.height, language),
        allowed: formatCount(MAX_FILE_SIDE, language),
      });
    case 'damaged':
      return m.analysis_import_damaged({ file });
    case 'blank':
      return m.analysis_import_blank({ file });
  }
}
