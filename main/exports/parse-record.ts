/** A run's record as it comes from elsewhere: a stranger's file says what it likes. */
import { RUN_SCHEMA, runRecordSchema, type RunRecord } from '#contract/run';
import * as v from 'valibot';
import { fieldRefusal, FileRefusal } from './refused-file';

/** The most characters that a record's text may have: a thousand epochs take 200 KB. */
export const MAX_RECORD_CHARACTERS = 2_000_000;
const MAX_TEXT = 20_000;

/**
 * @param text `run.json`
 * @param name what to call it where something is wrong
 * @throws {FileRefusal} which names the field
 */
export function parseRecord(text: string, name: string): RunRecord {
  if (text.length > MAX_RECORD_CHARACTERS) {
    throw new FileRefusal('tooLarge', name, String(text.length), String(MAX_RECORD_CHARACTERS));
  }
  const json = parseJson(text, name);
  const version = v.safeParse(v.object({ schema: v.number() }), json);
  if (version.success && version.output.schema > RUN_SCHEMA) {
    const { schema } = version.output;
    throw new FileRefusal('newer', `${name}.schema`, String(schema), String(RUN_SCHEMA));
  }
  const parsed = v.safeParse(runRecordSchema, json, { abortEarly: true });
  if (!parsed.success) throw fieldRefusal(name, parsed.issues[0]);
  const record = parsed.output;
  checkTexts(record, name);
  if (Number.isNaN(Date.parse(record.startedAt))) {
    throw new FileRefusal('field', `${name}.startedAt`, record.startedAt, 'ISO 8601');
  }
  record.epochs.forEach(({ epoch }, index) => {
    const least = (record.epochs[index - 1]?.epoch ?? 0) + 1;
    if (epoch >= least) return;
    throw new FileRefusal('field', `${name}.epochs.${index}.epoch`, String(epoch), `>= ${least}`);
  });
  return record;
}

export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileRefusal('field', name, text.slice(0, 20), 'JSON');
  }
}

/** The schema lets texts be of any length; none that we write is long. */
function checkTexts(value: object, name: string): void {
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'string' && entry.length > MAX_TEXT) {
      throw new FileRefusal('tooLarge', `${name}.${key}`, String(entry.length), String(MAX_TEXT));
    }
    if (typeof entry === 'object' && entry !== null) checkTexts(entry, `${name}.${key}`);
  }
}
