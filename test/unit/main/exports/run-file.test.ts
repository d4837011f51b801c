import { MAX_RUN_FILE_BYTES } from '#contract/exports';
import type { RunRecord } from '#contract/run';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FileRefusal } from '../../../../main/exports/refused-file';
import { decodeRunFile, encodeRunFile } from '../../../../main/exports/run-file';
import { encodeFile } from '../../../../main/runs/weights-file';
import { epochOf, linearRecord, softmaxRecord, weightsOf } from '../support/records';

const record = softmaxRecord({ state: 'done', epochs: [epochOf(1), epochOf(2)] });
const linear = linearRecord({ state: 'failed', failure: 'x', epochs: [epochOf(1)] });
const snapshots = [0, 1, 2].map((epoch) => ({ epoch, weights: weightsOf(epoch, 7850) }));
const file = encodeRunFile({ record, snapshots }, '0.1.0');

type Files = Record<string, string | Uint8Array>;

/** A run file with other content, whose checksums hold: what a hostile hand would write. */
function forged(change: Files, manifest: object = {}): Uint8Array {
  const original = unzipSync(file);
  delete original['manifest.json'];
  const content: Record<string, Uint8Array> = { ...original };
  for (const [name, data] of Object.entries(change)) {
    content[name] = typeof data === 'string' ? strToU8(data) : data;
  }
  const files = Object.fromEntries(
    Object.entries(content).map(([name, data]) => [name, sha256(data)]),
  );
  const lines = Object.keys(files)
    .toSorted()
    .map((name) => `${name} ${files[name]}\n`);
  const head = { format: 'linearlab-run', version: 1, app: '0.1.0', files };
  const json = JSON.stringify({ ...head, sha256: sha256(lines.join('')), ...manifest });
  return zipSync({ 'manifest.json': strToU8(json), ...content });
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const withRecord = (change: object) =>
  forged({ 'run.json': JSON.stringify({ ...record, ...change }) });

function refusalOf(bytes: Uint8Array): unknown {
  try {
    decodeRunFile(bytes);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { reason, field, value } = error;
    return { reason, field, value };
  }
  return 'taken';
}

describe('a run file', () => {
  test('gives back the record and every weight', () => {
    expect(decodeRunFile(file)).toEqual({ record, snapshots });
  });

  test('of a run without weights has none', () => {
    const read = decodeRunFile(encodeRunFile({ record: linear, snapshots: [] }, '0.1.0'));
    expect(read).toEqual({ record: linear, snapshots: [] });
  });

  test('is the same, byte for byte, of the same run', () => {
    expect(encodeRunFile({ record, snapshots }, '0.1.0')).toEqual(file);
  });

  test('forged with good checksums is read: the next tests refuse it for what they change', () => {
    expect(refusalOf(forged({}))).toBe('taken');
  });
});

describe('a file is refused', () => {
  test.each<[string, Uint8Array, unknown]>([
    ['empty', new Uint8Array(), { reason: 'foreign', field: 'zip', value: '' }],
    ['no zip', strToU8('<html>hello</html>'), { reason: 'foreign', field: 'zip', value: '' }],
    ['cut short', file.slice(0, 2000), { reason: 'damaged', field: 'zip', value: '' }],
    [
      'another zip',
      zipSync({ 'a.txt': strToU8('a') }),
      { reason: 'foreign', field: 'a.txt', value: '' },
    ],
    ['an empty zip', zipSync({}), { reason: 'foreign', field: '', value: '' }],
    [
      'with a path',
      forged({ '../../evil.js': 'x' }),
      { reason: 'foreign', field: '../../evil.js', value: '' },
    ],
    [
      'with a polluting name',
      forged({ constructor: 'x' }),
      { reason: 'foreign', field: 'constructor', value: '' },
    ],
    [
      'another record than its checksum says',
      changed('run.json'),
      { reason: 'damaged', field: 'run.json', value: '' },
    ],
    [
      'other weights than its checksum says',
      changed('weights.bin'),
      { reason: 'damaged', field: 'weights.bin', value: '' },
    ],
    [
      'another whole than its checksum says',
      forged({}, { sha256: '0'.repeat(64) }),
      { reason: 'damaged', field: 'manifest.json.sha256', value: '' },
    ],
    [
      'a newer container',
      forged({}, { version: 2 }),
      { reason: 'newer', field: 'manifest.json.version', value: '2' },
    ],
    [
      'a newer record',
      withRecord({ schema: 9 }),
      { reason: 'newer', field: 'run.json.schema', value: '9' },
    ],
    [
      'an impossible rate',
      withRecord({ config: { ...record.config, learningRate: -1 } }),
      { reason: 'field', field: 'run.json.config.learningRate', value: '-1' },
    ],
    [
      'an id that is a path',
      withRecord({ id: '../../../etc' }),
      { reason: 'field', field: 'run.json.id', value: '"../../../etc"' },
    ],
    [
      'no date',
      withRecord({ startedAt: 'yesterday' }),
      { reason: 'field', field: 'run.json.startedAt', value: 'yesterday' },
    ],
    [
      'epochs out of order',
      withRecord({ epochs: [epochOf(2), epochOf(1)] }),
      { reason: 'field', field: 'run.json.epochs.1.epoch', value: '1' },
    ],
    [
      'an endless text',
      withRecord({ failure: 'x'.repeat(30_000) }),
      { reason: 'tooLarge', field: 'run.json.failure', value: '30000' },
    ],
    ['no record', forged({ 'run.json': '{' }), { reason: 'field', field: 'run.json', value: '{' }],
    [
      'weights of another model',
      forged({ 'weights.bin': encodeFile(3, [{ epoch: 0, weights: weightsOf(0) }]) }),
      { reason: 'field', field: 'weights.bin.0.weights', value: '3' },
    ],
    [
      'weights of an epoch past all',
      forged({ 'weights.bin': encodeFile(7850, [{ epoch: 5000, weights: weightsOf(0, 7850) }]) }),
      { reason: 'field', field: 'weights.bin.0.epoch', value: '5000' },
    ],
    [
      'a bomb',
      forged({ 'weights.bin': new Uint8Array(60_000_000) }),
      { reason: 'tooLarge', field: 'weights.bin', value: '60000000' },
    ],
    [
      'too many bytes',
      new Uint8Array(MAX_RUN_FILE_BYTES + 1),
      { reason: 'tooLarge', field: '', value: String(MAX_RUN_FILE_BYTES + 1) },
    ],
  ])('%s', (_, bytes, refusal) => {
    expect(refusalOf(bytes)).toEqual(refusal);
  });

  test('or taken as it was saved: no changed byte makes another run of it', () => {
    const content = { record: linear, snapshots: [{ epoch: 1, weights: weightsOf(1) }] };
    const small = encodeRunFile(content, '0.1.0');
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = small.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        try {
          expect(decodeRunFile(bytes)).toEqual(content);
        } catch (error) {
          if (!(error instanceof FileRefusal)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** The file with one part's content replaced and its manifest left. */
function changed(name: 'run.json' | 'weights.bin'): Uint8Array {
  const parts = unzipSync(file);
  const part = parts[name] ?? new Uint8Array();
  const at = part.length - 30;
  part[at] = (part[at] ?? 0) ^ 1;
  return zipSync(parts);
}

test('what a record says of itself does not matter to where it is kept', () => {
  const named: RunRecord = { ...record, failure: '<script>alert(1)</script>' };
  expect(decodeRunFile(encodeRunFile({ record: named, snapshots }, '0')).record).toEqual(named);
});
