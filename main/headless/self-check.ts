/** `--self-check`: whether this installation does its job, as one document (design: Commands). */
import type { DatasetStatus } from '#contract/dataset';
import type { EngineInfo } from '#contract/engine';
import { toErrorData } from '#contract/errors';
import { softmaxFields } from '#contract/fields';
import { softmaxConfigSchema, type RunRecord } from '#contract/run';
import type { SelfCheck } from '#contract/self-check';
import * as v from 'valibot';
import type { Core } from '../core';
import { endOf, withImplementation } from './train';

export interface SelfCheckFacts {
  readonly app: string;
  readonly electron: string;
  readonly node: string;
  readonly sandbox: boolean;
  /** As root, Chromium's sandbox cannot be on. */
  readonly sandboxPossible: boolean;
  /** Whether the data folder can be written to; the check's own run goes elsewhere. */
  readonly dataDirWritable: boolean;
}

type Check = SelfCheck['checks'][number];

/**
 * Looks at engine, data and data folder, and trains with the settings of section 3.6 to see that its three
 * assertions hold. Never rejects: what goes wrong is a check that failed.
 */
export async function selfCheck(core: Core, facts: SelfCheckFacts): Promise<SelfCheck> {
  const { app, electron, node, sandbox, sandboxPossible, dataDirWritable } = facts;
  const engine = await attempt(core.engine());
  const dataset = await core.dataset.settled();
  const run = engine.ok ? await attempt(trainOnce(core, engine.value)) : engine;
  const checks = [
    checkEngine(engine),
    checkGraph(engine),
    checkDataset(dataset),
    { name: 'dataDir', ok: dataDirWritable, detail: dataDirWritable ? 'writable' : 'notWritable' },
    { name: 'sandbox', ok: sandbox || !sandboxPossible, detail: sandboxDetail(facts) },
    ...checkRun(run),
  ];
  return {
    ok: checks.every(({ ok }) => ok),
    app,
    electron,
    node,
    engine: engine.ok ? engineOf(engine.value) : null,
    dataset: datasetOf(dataset),
    dataDir: { writable: dataDirWritable },
    sandbox,
    train: run.ok ? trainOf(run.value) : null,
    checks,
  };
}

function sandboxDetail({ sandbox, sandboxPossible }: SelfCheckFacts): string {
  if (sandbox) return 'on';
  return sandboxPossible ? 'off' : 'off, as for every app of root';
}

type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

async function attempt<T>(promise: Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    const { code, params } = toErrorData(error);
    return { ok: false, detail: [code, ...Object.values(params)].join(' ') };
  }
}

/**
 * Ten epochs, not fewer: the assertions of section 3.6.6 are about ten (after two, the loss is above 0.5).
 * With the engine's fastest implementation; the record as it was read back from the disk.
 */
async function trainOnce(core: Core, engine: EngineInfo): Promise<RunRecord> {
  const { learningRate, batchSize, epochs, seed } = softmaxFields;
  const config = v.parse(softmaxConfigSchema, {
    learningRate: learningRate.default,
    batchSize: batchSize.default,
    epochs: epochs.default,
    seed: seed.default,
  });
  const over = endOf(core);
  const { id } = await core.runs.start(
    withImplementation({ lab: 'softmax', config }, engine),
    false,
  );
  await over;
  await core.store.close(id);
  return core.store.read(id);
}

function checkEngine(engine: Attempt<EngineInfo>): Check {
  if (!engine.ok) return { name: 'engine', ok: false, detail: engine.detail };
  const { kind, version, threads, reason } = engine.value;
  const why = reason ? `: ${reason.code} ${reason.detail}` : '';
  return {
    name: 'engine',
    ok: kind === 'tensorflow',
    detail: `${kind} ${version}, ${threads} threads${why}`,
  };
}

function checkGraph(engine: Attempt<EngineInfo>): Check {
  if (!engine.ok) return { name: 'graph', ok: false, detail: engine.detail };
  const { graph } = engine.value;
  const detail = graph.available
    ? `differs from scratch by ${graph.maxAbsError} at most`
    : `${graph.reason} ${graph.detail}`;
  return { name: 'graph', ok: graph.available, detail };
}

function checkDataset(dataset: DatasetStatus): Check {
  const detail =
    dataset.state === 'ready'
      ? `${dataset.source}: ${dataset.train} to train, ${dataset.test} to test`
      : dataset.state;
  return { name: 'dataset', ok: dataset.state === 'ready', detail };
}

/** The three assertions of `trainCh3` (section 3.6.6), and that the run can be read back from the disk. */
function checkRun(run: Attempt<RunRecord>): readonly Check[] {
  if (!run.ok) return [{ name: 'train', ok: false, detail: run.detail }];
  const { state, final, failure } = run.value;
  const done: Check = {
    name: 'train',
    ok: state === 'done',
    detail: failure === undefined ? state : `${state}: ${failure}`,
  };
  if (!final || !('testAcc' in final)) return [done];
  const { trainLoss, trainAcc, testAcc } = final;
  return [
    done,
    {
      name: 'trainLoss',
      ok: trainLoss !== null && trainLoss < 0.5,
      detail: `${trainLoss?.toFixed(4) ?? 'not finite'} < 0.5`,
    },
    checkAccuracy('trainAcc', trainAcc),
    checkAccuracy('testAcc', testAcc),
  ];
}

function checkAccuracy(name: string, accuracy: number): Check {
  return { name, ok: accuracy > 0.7 && accuracy <= 1, detail: `0.7 < ${accuracy.toFixed(4)} <= 1` };
}

function engineOf({ kind, version, threads, reason, graph }: EngineInfo): SelfCheck['engine'] {
  const { available, maxAbsError } = graph;
  return {
    kind,
    version,
    threads,
    ...(reason && { reason: reason.code }),
    graph: { available, maxAbsError, ...(!graph.available && { reason: graph.reason }) },
  };
}

function datasetOf(dataset: DatasetStatus): SelfCheck['dataset'] {
  if (dataset.state !== 'ready') return null;
  const { source, train, test, sha256 } = dataset;
  return { source, ok: true, train, test, sha256 };
}

function trainOf({ implementation, epochs, final }: RunRecord): SelfCheck['train'] {
  if (!final || !('testAcc' in final)) return null;
  return { implementation, epochs: epochs.length, epochMs: epochs.map(({ ms }) => ms), ...final };
}
