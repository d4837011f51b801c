import type { EngineInfo, EngineKind, EngineReason } from '#contract/engine';
import * as tf from '@tensorflow/tfjs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, sep } from 'node:path';
import { restoreNodeHelpers } from './node-helpers';

/** What computes, before it is known whether it can run the compiled graph. */
export type LoadedEngine = Omit<EngineInfo, 'graph'>;

export interface EngineWish {
  /** Tried first; those below it follow. */
  readonly engine?: EngineKind;
  /** What happened to the engine above it in an earlier process. */
  readonly engineProblem?: string;
}

interface Engine {
  readonly kind: EngineKind;
  /** Makes it the backend of tfjs. @throws where it cannot be had. */
  load(): Promise<{ readonly version: string; readonly threads: number }>;
}

const tensorflow: Engine = {
  kind: 'tensorflow',
  async load() {
    restoreNodeHelpers();
    // TensorFlow's own log, down to warnings.
    process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
    await import('@tensorflow/tfjs-node');
    await select('tensorflow');
    // Not told otherwise, TensorFlow starts a thread for each processor that it may use.
    return { version: tensorflowVersion(), threads: availableParallelism() };
  },
};

const wasm: Engine = {
  kind: 'wasm',
  async load() {
    const { getThreadsCount, setWasmPaths, version_wasm } =
      await import('@tensorflow/tfjs-backend-wasm');
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(dirname(main) + sep);
    await select('wasm');
    return { version: version_wasm, threads: getThreadsCount() };
  },
};

const cpu: Engine = {
  kind: 'cpu',
  async load() {
    await select('cpu');
    return { version: tf.version_core, threads: 1 };
  },
};

/** Best first. */
const engines: readonly Engine[] = [tensorflow, wasm, cpu];

/**
 * Loads the best engine that computes rightly and says why it is not a better one. `wish`, or else the environment's
 * `LINEAR_LAB_ENGINE`, names the one to begin with.
 *
 * @throws where not even the last one works.
 */
export async function loadEngine(
  wish: EngineWish = {},
  environment: NodeJS.ProcessEnv = process.env,
): Promise<LoadedEngine> {
  const first = wish.engine ?? kindNamed(environment['LINEAR_LAB_ENGINE']) ?? 'tensorflow';
  let reason = reasonToBeginWith(first, wish);
  for (const engine of engines.slice(engines.findIndex(({ kind }) => kind === first))) {
    try {
      const { version, threads } = await engine.load();
      checkResults();
      return { kind: engine.kind, version, threads, ...(reason && { reason }) };
    } catch (error) {
      // The first one that failed is what a person can do something about.
      if (!reason || reason.code === 'chosen') reason = problemOf(error);
      if (engine === engines.at(-1)) throw error;
    }
  }
  throw new Error(`no engine is called ${first}`);
}

function reasonToBeginWith(first: EngineKind, wish: EngineWish): LoadedEngine['reason'] {
  if (wish.engineProblem !== undefined) {
    return { code: 'crashedOnTrial', detail: wish.engineProblem };
  }
  return first === 'tensorflow' ? undefined : { code: 'chosen', detail: `${first} was asked for` };
}

/** @throws EngineFault where the backend does not compute what it should. */
export function checkResults(): void {
  const got = tf.tidy(() => {
    // Integers that float32 holds exactly, and one number that it does not.
    const X = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const gathered = tf.gather(X, tf.tensor1d([2, 0], 'int32'));
    const product = tf.matMul(gathered, tf.tensor2d([1, -1, 2, 3], [2, 2]), false, true);
    return tf.concat([product.flatten(), tf.exp(tf.tensor1d([1]))]).dataSync<'float32'>();
  });
  const expected = [-1, 28, -1, 8, Math.E];
  const isRight = expected.every((value, i) => Math.abs(value - (got[i] ?? Number.NaN)) < 1e-5);
  if (!isRight) {
    throw new EngineFault('wrongResult', `computed ${got.join(', ')}, not ${expected.join(', ')}`);
  }
}

class EngineFault extends Error {
  override readonly name = 'EngineFault';

  constructor(
    readonly code: EngineReason,
    message: string,
  ) {
    super(message);
  }
}

async function select(backend: EngineKind): Promise<void> {
  const isSelected = await tf.setBackend(backend);
  if (!isSelected) throw new Error(`tfjs cannot use its backend ${backend}`);
}

/** The version of the TensorFlow library behind tfjs-node, which only its binding knows. */
function tensorflowVersion(): string {
  const backend: object = tf.backend();
  if (!('binding' in backend) || typeof backend.binding !== 'object') return 'unknown';
  const { binding } = backend;
  if (!binding || !('TF_Version' in binding)) return 'unknown';
  return String(binding.TF_Version);
}

function kindNamed(name: string | undefined): EngineKind | undefined {
  return engines.find(({ kind }) => kind === name)?.kind;
}

/** What a failure to load means to a person. */
export function problemOf(error: unknown): NonNullable<LoadedEngine['reason']> {
  const detail = messageOf(error);
  if (error instanceof EngineFault) return { code: error.code, detail };
  // The package itself, its binding, or the library that the binding needs.
  const isAbsent = /cannot find (module|package)|can ?not be found|no such file/i.test(detail);
  return { code: isAbsent ? 'notInstalled' : 'failedToLoad', detail };
}

/** The first line with an absolute path cut to its last part: a person may see it, and paths name people. */
function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/(^|[\s'"(])(?:[A-Z]:)?[\\/].*[\\/]/i, '$1');
}
