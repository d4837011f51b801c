import type { EngineInfo } from '#contract/engine';
import type { RunRequest } from '#contract/run';
import type { TaskRequest } from '#contract/tasks';
import type { PredictionsQuery } from '#contract/trainer';
import { createTrainerHost } from '../../../../../main/trainer/host';
import type { TrainerEvent } from '../../../../../main/trainer/trainer-host';
import { softmaxNotes } from '../../../../support/notes';
import { FakeProcess } from './fake-process';
import { ManualTimers } from './manual-timers';

export const engine: EngineInfo = {
  kind: 'tensorflow',
  version: '2.15.1',
  threads: 2,
  graph: { available: false, maxAbsError: null, reason: 'missing', detail: '' },
};
export const ready = { type: 'ready', engine } as const;
export const files = { trainImages: 'a', trainLabels: 'b', testImages: 'c', testLabels: 'd' };
export const request: RunRequest = {
  lab: 'softmax',
  implementation: 'scratch',
  config: softmaxNotes,
};
export const query: PredictionsQuery = {
  key: 'k',
  weights: new Float32Array(2),
  pixelScale: 'unit',
  wrongOnly: false,
  offset: 0,
  count: 1,
};
export const page = { total: 0, wrong: 0, items: [], pixels: new Uint8Array() };
export const pictures: TaskRequest = {
  taskId: 'task 1',
  task: 'pictures',
  input: { split: 'test', indices: [0] },
};
export const died = { code: 'trainerDied' };
export const unavailable = { code: 'trainerUnavailable' };

/** A host with processes that the test plays, a clock that it moves, and all that was told. */
export function hosting() {
  const timers = new ManualTimers();
  const processes: FakeProcess[] = [];
  const events: TrainerEvent[] = [];
  const lines: string[] = [];
  let refusals = 0;
  const host = createTrainerHost({
    fork: () => {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('fork refused');
      }
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    timers,
    log: (line) => lines.push(line),
  });
  host.on((event) => events.push(event));
  host.start();
  return {
    host,
    timers,
    processes,
    events,
    lines,
    refuseForks: (times: number) => {
      refusals = times;
    },
    /** The process in use. */
    get child(): FakeProcess {
      const child = processes.at(-1);
      if (!child) throw new Error('nothing was forked');
      return child;
    },
    states: () => events.flatMap((event) => (event.type === 'status' ? [event.status.state] : [])),
  };
}

export function hostingReady() {
  const scene = hosting();
  scene.child.says(ready);
  return scene;
}

/** Lets the process crash, and the next one be ready. */
export function crash(scene: ReturnType<typeof hosting>, code: number | null = 139): void {
  scene.child.exits(code);
  scene.timers.pass(0);
  if (scene.host.status.state === 'starting') scene.child.says(ready);
}
