/**
 * The checkpoints, a file each: `checkpoints/<id>.json`. What cannot be read is named and left as it is; what is deleted waits in
 * the trash until the app is closed.
 */
import {
  CHECKPOINT_SCHEMA,
  checkpointSchema,
  type Checkpoint,
  type CheckpointFile,
  type CheckpointList,
} from '#contract/checkpoint';
import { AppError } from '#contract/errors';
import { SOFTMAX_WEIGHTS, type RunRecord } from '#contract/run';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { isThere, makeFolder, move, namesIn, writeAtomic } from '../files';
import { readVersioned } from '../versions';
import { isRunId } from './id';
import type { Unreadable } from './record';
import type { Snapshot } from './weights-file';

/** w1, w2 and b. */
const LINEAR_WEIGHTS = 3;

export interface CheckpointStoreOptions {
  readonly folder: string;
  readonly trash: string;
  readonly app: string;
  readonly newId: () => { readonly id: string; readonly startedAt: string };
}

export interface LoadedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly weights: Float32Array;
}

type Read =
  ({ readonly ok: true } & LoadedCheckpoint) | { readonly ok: false; readonly reason: Unreadable };

export class CheckpointStore {
  constructor(private readonly options: CheckpointStoreOptions) {}

  async list(): Promise<CheckpointList> {
    const newestFirst = (await this.#ids()).toSorted().toReversed();
    const read = await Promise.all(
      newestFirst.map(async (id) => ({ id, ...(await readCheckpoint(this.#file(id), id)) })),
    );
    return {
      checkpoints: read.flatMap((one) => (one.ok ? [one.checkpoint] : [])),
      unreadable: read.flatMap((one) => (one.ok ? [] : [{ id: one.id, reason: one.reason }])),
    };
  }

  /** @throws {AppError} `diskFull`, `notWritable` */
  async save(name: string, record: RunRecord, { epoch, weights }: Snapshot): Promise<Checkpoint> {
    const { id, startedAt } = this.options.newId();
    const { lab, implementation, config, dataset } = record;
    const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
    const figures = record.epochs.find((one) => one.epoch === epoch);
    const file = v.parse(checkpointSchema, {
      schema: CHECKPOINT_SCHEMA,
      id,
      name,
      savedAt: startedAt,
      app: this.options.app,
      run: { id: record.id, number: record.number },
      epoch,
      ...(figures && { figures }),
      lab,
      implementation,
      config,
      dataset,
      weights: bytes.toString('base64'),
      crc32: crc32(bytes),
    });
    await makeFolder(this.options.folder);
    await writeAtomic(this.#file(id), `${JSON.stringify(file, null, 2)}\n`);
    return withoutWeights(file);
  }

  /** @throws {AppError} `noSuchCheckpoint`, `unreadableFile` */
  async read(id: string): Promise<LoadedCheckpoint> {
    await this.#require(this.options.folder, id);
    const read = await readCheckpoint(this.#file(id), id);
    if (!read.ok) throw new AppError('unreadableFile', { file: `${id}.json` });
    return read;
  }

  /** @throws {AppError} `noSuchCheckpoint`, `notWritable` */
  async remove(id: string): Promise<void> {
    await this.#move(id, this.options.folder, this.options.trash);
  }

  /** Takes back a `remove` of this session. @throws {AppError} `noSuchCheckpoint`, `notWritable` */
  async restore(id: string): Promise<void> {
    await this.#move(id, this.options.trash, this.options.folder);
  }

  #file(id: string): string {
    return join(this.options.folder, `${id}.json`);
  }

  async #ids(): Promise<readonly string[]> {
    return (await namesIn(this.options.folder)).flatMap((name) => {
      const id = name.replace(/\.json$/, '');
      return id !== name && isRunId(id) ? [id] : [];
    });
  }

  async #move(id: string, from: string, to: string): Promise<void> {
    await this.#require(from, id);
    await makeFolder(to, id);
    await move(join(from, `${id}.json`), join(to, `${id}.json`));
  }

  async #require(folder: string, id: string): Promise<void> {
    if (!isRunId(id) || !(await isThere(join(folder, `${id}.json`)))) {
      throw new AppError('noSuchCheckpoint', { id });
    }
  }
}

async function readCheckpoint(file: string, id: string): Promise<Read> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { ok: false, reason: 'damaged' };
  }
  const read = readVersioned(text, { version: CHECKPOINT_SCHEMA, schema: checkpointSchema });
  if (!read.ok) return read;
  const kept = read.value;
  if (kept.id !== id) return { ok: false, reason: 'damaged' };
  const bytes = new Uint8Array(Buffer.from(kept.weights, 'base64'));
  const count = kept.lab === 'softmax' ? SOFTMAX_WEIGHTS : LINEAR_WEIGHTS;
  if (bytes.length !== 4 * count || crc32(bytes) !== kept.crc32) {
    return { ok: false, reason: 'damaged' };
  }
  return {
    ok: true,
    checkpoint: withoutWeights(kept),
    weights: new Float32Array(bytes.buffer),
  };
}

function withoutWeights(file: CheckpointFile): Checkpoint {
  const { weights, crc32: checksum, ...checkpoint } = file;
  void [weights, checksum];
  return checkpoint;
}
