import type { TrainerStatus } from '#contract/engine';
import { linearConfigSchema, type RunRequest } from '#contract/run';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createTrainerHost } from '../../../main/trainer/host';
import type { HostLimits } from '../../../main/trainer/host-limits';
import type { TrainerEvent } from '../../../main/trainer/trainer-host';
import { softmaxNotes } from '../../support/notes';
import { buildTrainer, forkChild } from './support/child';
import { realData } from './support/real-data';

const misbehaving = fileURLToPath(new URL('support/misbehaving.mjs', import.meta.url));

let built: Awaited<ReturnType<typeof buildTrainer>>;
beforeAll(async () => {
  built = await buildTrainer();
});
afterAll(() => built.remove());

const request: RunRequest = {
  lab: 'softmax',
  implementation: 'scratch',
  config: { ...softmaxNotes, epochs: 4, seed: 3 },
};

/** A host of real processes, that waits for events and ends with the test. */
function hosting(entry: string, args: readonly string[] = [], limits: Partial<HostLimits> = {}) {
  const children: ReturnType<typeof forkChild>[] = [];
  const events: TrainerEvent[] = [];
  const lines: string[] = [];
  const wakes = new Set<() => void>();
  const host = createTrainerHost({
    fork: () => {
      const child = forkChild(entry, args);
      children.push(child);
      return child;
    },
    log: (line) => lines.push(line),
    limits,
  });
  host.on((event) => {
    events.push(event);
    for (const wake of wakes) wake();
  });
  onTestFinished(() => host.shutdown());
  host.start();

  /** The first event that passes, also one that came before. */
  async function event<T extends TrainerEvent>(
    passes: (event: TrainerEvent) => event is T,
  ): Promise<T> {
    for (;;) {
      const found = events.find(passes);
      if (found) return found;
      await new Promise<void>((resolve) => {
        wakes.add(resolve);
      });
    }
  }
  type StatusEvent = Extract<TrainerEvent, { type: 'status' }>;
  const status = async (state: TrainerStatus['state'], after = 0) => {
    const found = await event(
      (candidate): candidate is StatusEvent =>
        candidate.type === 'status' &&
        candidate.status.state === state &&
        events.indexOf(candidate) >= after,
    );
    return found.status;
  };
  return {
    host,
    children,
    events,
    lines,
    status,
    endOf: async (runId: string) =>
      (
        await event(
          (candidate): candidate is Extract<TrainerEvent, { type: 'end' }> =>
            candidate.type === 'end' && candidate.runId === runId,
        )
      ).end,
    epoch: (runId: string, number: number) =>
      event(
        (candidate): candidate is Extract<TrainerEvent, { type: 'epoch' }> =>
          candidate.type === 'epoch' &&
          candidate.runId === runId &&
          candidate.epoch.epoch === number,
      ),
    progress: (runId: string, epoch: number) =>
      event(
        (candidate): candidate is Extract<TrainerEvent, { type: 'progress' }> =>
          candidate.type === 'progress' &&
          candidate.progress.runId === runId &&
          candidate.progress.epoch === epoch &&
          candidate.progress.batch > 0,
      ),
  };
}

/** Whether a process of this id is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the real trainer', () => {
  test('killed in mid-epoch, is replaced, and the run goes on to the same end', async () => {
    const scene = hosting(built.entry);
    await scene.host.setDataset(await realData());
    scene.host.startRun('whole', request, false);
    await scene.endOf('whole');

    scene.host.startRun('cut', request, false);
    const second = await scene.epoch('cut', 2);
    await scene.progress('cut', 3);
    scene.children[0]?.signal('SIGKILL');
    expect(await scene.endOf('cut')).toEqual({
      state: 'failed',
      error: { code: 'trainerDied', params: {} },
    });

    scene.host.startRun('rest', request, false, { epoch: 2, weights: second.weights });
    expect(await scene.endOf('rest')).toMatchObject({ state: 'done' });
    for (const number of [3, 4]) {
      const [whole, rest] = [await scene.epoch('whole', number), await scene.epoch('rest', number)];
      expect({ ...rest.epoch, ms: 0 }).toEqual({ ...whole.epoch, ms: 0 });
      expect(rest.weights).toEqual(whole.weights);
    }
    expect(scene.children).toHaveLength(2);
  });

  test('ends when asked, in the middle of a run', async () => {
    const scene = hosting(built.entry);
    await scene.host.setDataset(await realData());
    scene.host.startRun('r', request, false);
    await scene.progress('r', 1);
    await scene.host.shutdown();
    expect(await scene.endOf('r')).toMatchObject({ state: 'stopped' });
    expect(scene.children.map(({ pid }) => isAlive(pid))).toEqual([false]);
    expect(scene.lines.some((line) => line.includes('crash'))).toBe(false);
  });

  test('ends by itself when main is gone', async () => {
    const child = forkChild(built.entry);
    const exited = new Promise((resolve) => {
      child.onExit(resolve);
    });
    child.disconnect();
    expect(await exited).toBe(0);
  });

  test('that grew is let finish its run, then replaced, and the next run trains in the new process', async () => {
    // More than any trainer holds is what this one may not: each is replaced as soon as it is idle.
    const scene = hosting(built.entry, [], { pingMs: 100, rssBytes: 1 });
    const line: RunRequest = {
      lab: 'linear',
      implementation: 'scratch',
      config: v.parse(linearConfigSchema, {
        learningRate: 0.03,
        batchSize: 500,
        epochs: 3,
        seed: 0,
      }),
    };
    scene.host.startRun('first', line, false);
    expect(await scene.endOf('first')).toMatchObject({ state: 'done' });
    const [first] = scene.children;
    await expect.poll(() => isAlive(first?.pid ?? 0), { timeout: 30_000 }).toBe(false);
    expect(scene.lines.join()).toMatch(/replaced, as it holds \d+ MB/);
    scene.host.startRun('second', line, false);
    expect(await scene.endOf('second')).toMatchObject({ state: 'done' });
    expect(scene.children.length).toBeGreaterThan(1);
    expect(scene.lines.join()).not.toContain('crash');
  });

  test('can be stopped in the middle of an epoch, whatever the batch size', async () => {
    const scene = hosting(built.entry);
    await scene.host.setDataset(await realData());
    for (const batchSize of [16, 60_000]) {
      const runId = `batches of ${batchSize}`;
      const changed = { ...request, config: { ...request.config, batchSize, epochs: 1000 } };
      scene.host.startRun(runId, changed, false);
      await scene.progress(runId, 1);
      scene.host.control(runId, 'stop');
      expect((await scene.endOf(runId)).state).toBe('stopped');
    }
  });
});

describe('a process that', () => {
  test('dies of TensorFlow gives way to one with the engine below, which says why', async () => {
    const scene = hosting(misbehaving, ['abortsWithTensorflow']);
    const status = await scene.status('ready');
    expect(status).toMatchObject({ engine: { kind: 'wasm' } });
    expect(scene.children).toHaveLength(2);
  });

  test.each(['exitsWithoutBye', 'throws'])('%s fails its run and is replaced', async (fault) => {
    const scene = hosting(misbehaving, [fault]);
    await scene.status('ready');
    scene.host.startRun('r', request, false);
    expect(await scene.endOf('r')).toMatchObject({ error: { code: 'trainerDied' } });
    const count = scene.events.length;
    await scene.status('ready', count);
    expect(scene.children).toHaveLength(2);
    expect(scene.children.map(({ pid }) => isAlive(pid))).toEqual([false, true]);
  });

  test('spins is killed, and its run has failed', async () => {
    const scene = hosting(misbehaving, ['spins'], { pingMs: 20, patience: 10 });
    await scene.status('ready');
    scene.host.startRun('r', request, false);
    expect(await scene.endOf('r')).toMatchObject({ error: { code: 'trainerDied' } });
    await scene.status('ready', scene.events.length);
    expect(scene.children.map(({ pid }) => isAlive(pid))).toEqual([false, true]);
  });

  test('crashes each time is given up after the third', async () => {
    const scene = hosting(misbehaving, ['exitsWithoutBye']);
    for (const runId of ['a', 'b', 'c']) {
      scene.host.startRun(runId, request, false);
      await scene.endOf(runId);
    }
    expect(scene.host.status).toMatchObject({ state: 'failed', engineBelow: 'wasm' });
    expect(scene.children.map(({ pid }) => isAlive(pid))).toEqual([false, false, false]);
  });

  test('does not end when asked is killed', async () => {
    const scene = hosting(misbehaving, ['doesNotEnd'], { stopMs: 100 });
    await scene.status('ready');
    await scene.host.shutdown();
    expect(scene.children.map(({ pid }) => isAlive(pid))).toEqual([false]);
  });
});
