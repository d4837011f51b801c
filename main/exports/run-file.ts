/**
 * The run file, `.linearlab`: a zip with a manifest, the run's record and its weights.
 *
 *     manifest.json   { format: "linearlab-run", version: 1, app, files: { <name>: <SHA-256> }, sha256 }
 *     run.json        as in the data folder (contract/run.ts)
 *     weights.bin     as in the data folder (runs/weights-file.ts); absent where no weights were kept
 *
 * `sha256` is that of the lines "<name> <SHA-256>\n" in the order of the names: a changed, added or missing file shows.
 */
import { MAX_RUN_FILE_BYTES } from '#contract/exports';
import { SOFTMAX_WEIGHTS, type RunRecord } from '#contract/run';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { writeRecord } from '../runs/record';
import { decodeFile, encodeFile, type Snapshot } from '../runs/weights-file';
import { MAX_RECORD_CHARACTERS, parseJson, parseRecord } from './parse-record';
import { fieldRefusal, FileRefusal } from './refused-file';

const FORMAT = 'linearlab-run';
const VERSION = 1;
const MANIFEST = 'manifest.json';
const RECORD = 'run.json';
const WEIGHTS = 'weights.bin';
/** The most bytes that each file may have once it is unpacked; all others are refused. */
const limits: Readonly<Record<string, number>> = {
  [MANIFEST]: 10_000,
  [RECORD]: MAX_RECORD_CHARACTERS,
  [WEIGHTS]: 10_000_000,
};
const MAX_EPOCH = 1000;
/** The time that all entries carry: the same run gives the same bytes. */
const EPOCH = new Date(2000, 0, 1);

const sha256Text = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256'));
const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  files: v.strictObject({ [RECORD]: sha256Text, [WEIGHTS]: v.optional(sha256Text) }),
  sha256: sha256Text,
});

export interface RunFileContent {
  readonly record: RunRecord;
  readonly snapshots: readonly Snapshot[];
}

/** The bytes of a run file. The same run gives the same bytes. */
export function encodeRunFile({ record, snapshots }: RunFileContent, app: string): Uint8Array {
  const count = snapshots[0]?.weights.length;
  const content = {
    [RECORD]: strToU8(writeRecord(record)),
    ...(count !== undefined && { [WEIGHTS]: new Uint8Array(encodeFile(count, snapshots)) }),
  };
  const files = Object.fromEntries(
    Object.entries(content).map(([name, bytes]) => [name, sha256(bytes)]),
  );
  const manifest = { format: FORMAT, version: VERSION, app, files, sha256: overall(files) };
  return zipSync(
    { [MANIFEST]: strToU8(`${JSON.stringify(manifest, null, 2)}\n`), ...content },
    { level: 6, mtime: EPOCH },
  );
}

/** @throws {FileRefusal} where anything is not as this version writes it */
export function decodeRunFile(bytes: Uint8Array): RunFileContent {
  const { [MANIFEST]: manifestBytes, ...content } = unzip(bytes);
  if (!manifestBytes) throw new FileRefusal('foreign');
  const manifest = parseManifest(strFromU8(manifestBytes));
  const { files } = manifest;
  for (const name of new Set([...Object.keys(files), ...Object.keys(content)])) {
    const wanted = Object.entries(files).find(([known]) => known === name)?.[1];
    const found = content[name];
    if (found && wanted === sha256(found)) continue;
    throw new FileRefusal('damaged', name);
  }
  if (manifest.sha256 !== overall(files)) throw new FileRefusal('damaged', `${MANIFEST}.sha256`);
  const record = parseRecord(strFromU8(content[RECORD] ?? new Uint8Array()), RECORD);
  const weights = content[WEIGHTS];
  return { record, snapshots: weights ? readSnapshots(weights, record) : [] };
}

function unzip(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  if (bytes.byteLength > MAX_RUN_FILE_BYTES) {
    throw new FileRefusal('tooLarge', '', String(bytes.byteLength), String(MAX_RUN_FILE_BYTES));
  }
  const seen = new Set<string>();
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
        if (limit === undefined || seen.has(name)) throw new FileRefusal('foreign', name);
        seen.add(name);
        if (originalSize <= limit) return true;
        throw new FileRefusal('tooLarge', name, String(originalSize), String(limit));
      },
    });
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    // A zip that begins as one and then is none was cut short or changed.
    throw new FileRefusal(bytes[0] === 0x50 && bytes[1] === 0x4b ? 'damaged' : 'foreign', 'zip');
  }
}

function parseManifest(text: string): v.InferOutput<typeof manifestSchema> {
  const json = parseJson(text, MANIFEST);
  const head = v.safeParse(v.object({ format: v.literal(FORMAT), version: v.number() }), json);
  if (!head.success) throw fieldRefusal(MANIFEST, head.issues[0]);
  const { version } = head.output;
  if (version > VERSION) {
    throw new FileRefusal('newer', `${MANIFEST}.version`, String(version), String(VERSION));
  }
  const parsed = v.safeParse(manifestSchema, json, { abortEarly: true });
  if (!parsed.success) throw fieldRefusal(MANIFEST, parsed.issues[0]);
  return parsed.output;
}

function readSnapshots(bytes: Uint8Array, { lab }: RunRecord): readonly Snapshot[] {
  const decoded = decodeFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!decoded.ok) throw new FileRefusal(decoded.reason, WEIGHTS);
  const wanted = lab === 'softmax' ? SOFTMAX_WEIGHTS : 3;
  decoded.snapshots.forEach(({ epoch, weights }, index) => {
    const field = `${WEIGHTS}.${index}`;
    if (weights.length !== wanted) {
      throw new FileRefusal('field', `${field}.weights`, String(weights.length), String(wanted));
    }
    const least = index === 0 ? 0 : (decoded.snapshots[index - 1]?.epoch ?? 0) + 1;
    if (epoch < least || epoch > MAX_EPOCH) {
      const allowed = `[${least}, ${MAX_EPOCH}]`;
      throw new FileRefusal('field', `${field}.epoch`, String(epoch), allowed);
    }
  });
  return decoded.snapshots;
}

function overall(files: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(files)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hash]) => `${name} ${hash}\n`);
  return sha256(strToU8(lines.join('')));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
