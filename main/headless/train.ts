/** `--train`: the same app without a person. Trains, prints each epoch, writes what was asked for. */
import type { EngineInfo } from '#contract/engine';
import { AppError, toErrorData } from '#contract/errors';
import type { Epoch, RunRecord, RunRequest } from '#contract/run';
import { m } from '#messages';
import { errorText } from '#messages/errors';
import { dirname } from 'node:path';
import type { Core } from '../core';
import { makeFolder, writeAtomic } from '../files';
import type { TrainCommand, TrainRequest } from '../launch/cli';
import type { Output } from '../launch/output';
import { writeRecord } from '../runs/record';

/** The window that draws the run, off-screen. */
export interface Studio {
  /** Opens the lab of the run under way. */
  open(lab: RunRecord['lab']): void;
  /** A picture (PNG) of the window once it has drawn all of it. @throws where it can't be drawn */
  capture(): Promise<Uint8Array>;
}

/**
 * Trains as the command says.
 * @returns the exit code: 0 when the run is done, kept, and all that was asked for is written, else 1.
 */
export async function train(
  core: Core,
  command: TrainCommand,
  output: Output,
  studio: Studio,
): Promise<number> {
  try {
    for (const file of [command.json, command.screenshot])
      if (file) await makeFolder(dirname(file), file);
    const engine = await core.engine();
    const request = withImplementation(command.request, engine);
    const over = endOf(core);
    const stopPrinting = core.events.on(
      'runEpoch',
      ({ epoch }) => void output.print(epochLine(epoch)),
    );
    await core.runs.start(request, false);
    await output.print(startLine(request, engine));
    if (command.screenshot) studio.open(request.lab);
    const { record, saved, error } = await over;
    stopPrinting();
    await output.print(endLine(record));
    if (!saved) {
      await output.complain(m.main_train_not_saved({ reason: error ? errorText(error) : '' }));
    }
    if (command.json) {
      await writeAtomic(command.json, writeRecord(record));
      await output.print(m.main_train_json_saved({ file: command.json }));
    }
    if (command.screenshot) {
      await writeAtomic(command.screenshot, await studio.capture());
      await output.print(m.main_train_screenshot_saved({ file: command.screenshot }));
    }
    return record.state === 'done' && saved ? 0 : 1;
  } catch (error) {
    await output.complain(m.main_train_failed({ reason: reasonOf(error) }));
    return 1;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError || !(error instanceof Error)) return errorText(toErrorData(error));
  return error.message;
}

/** What was asked for, or the fastest that this engine has. */
export function withImplementation(request: TrainRequest, engine: EngineInfo): RunRequest {
  if (request.lab === 'linear') {
    return { ...request, implementation: request.implementation ?? 'scratch' };
  }
  const fastest = engine.graph.available ? 'graph' : 'scratch';
  return { ...request, implementation: request.implementation ?? fastest };
}

/** The end of the run that is started next. */
export function endOf(core: Core) {
  return new Promise<{
    readonly record: RunRecord;
    readonly saved: boolean;
    readonly error: Parameters<typeof errorText>[0] | undefined;
  }>((resolve) => {
    const stop = core.events.on('runState', ({ record, saved, error }) => {
      if (!record) return;
      stop();
      resolve({ record, saved, error });
    });
  });
}

const labNames = { softmax: m.main_train_lab_softmax, linear: m.main_train_lab_linear };

function startLine({ lab, implementation, config }: RunRequest, engine: EngineInfo): string {
  return m.main_train_started({
    lab: labNames[lab](),
    implementation,
    ...config,
    engine: engine.kind,
    version: engine.version,
  });
}

export function epochLine({ epoch, trainLoss, trainAcc, testAcc, ms }: Epoch): string {
  if (trainAcc === undefined || testAcc === undefined) {
    return m.main_train_epoch_linear({
      epoch,
      trainLoss: smallLoss(trainLoss),
      seconds: seconds(ms),
    });
  }
  return m.main_train_epoch({
    epoch,
    trainLoss: figure(trainLoss),
    trainAcc: figure(trainAcc),
    testAcc: figure(testAcc),
    seconds: seconds(ms),
  });
}

export function endLine(record: RunRecord): string {
  if (record.state === 'failed') return m.main_train_failed({ reason: record.failure ?? '' });
  if (record.divergence) return m.main_train_diverged(record.divergence);
  if (record.state !== 'done' || !record.final) {
    return m.main_train_stopped({ epoch: record.epochs.length });
  }
  const took = seconds(record.epochs.reduce((sum, { ms }) => sum + ms, 0));
  if (record.lab === 'softmax') {
    const { trainLoss, trainAcc, testAcc } = record.final;
    return m.main_train_done({
      trainLoss: figure(trainLoss),
      trainAcc: figure(trainAcc),
      testAcc: figure(testAcc),
      seconds: took,
    });
  }
  const { w, b, wError, bError } = record.final;
  return m.main_train_done_linear({
    w: vector(w),
    b: estimate(b),
    wError: vector(wError),
    bError: estimate(bError),
    seconds: took,
  });
}

const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
/** As section 3.2 prints it: it ends where the noise leaves it, near 0.00005. */
const smallLoss = (value: number | null): string => (value === null ? '-' : value.toFixed(6));
/** Estimates differ from the truth in the fourth digit: three would show them as equal. */
const estimate = (value: number): string => value.toPrecision(6);
const vector = (values: readonly number[]): string => `[${values.map(estimate).join(', ')}]`;
const seconds = (ms: number): string => (ms / 1000).toFixed(2);
