/** The answers to the calls about runs. */
import type { HistoryCallOutput } from '#contract/history-calls';
import type { CallHandlers } from '../ipc';
import { fromCheckpoint } from './beginning';
import type { CheckpointStore } from './checkpoints';
import type { Conductor } from './conductor';
import type { RunStore } from './store';

/** To those that start and steer the run under way, and to those that list runs and read them. */
export function runHandlers(store: RunStore, runs: Conductor) {
  return {
    startRun: ({ request, paused }) => runs.start(request, paused),
    rewindRun: ({ id, to }) => runs.rewind(id, to),
    controlRun: ({ id, action }) => {
      runs.control(id, action);
      return null;
    },
    setLearningRate: ({ id, learningRate }) => {
      runs.setLearningRate(id, learningRate);
      return null;
    },
    listRuns: () => store.list(),
    openRun: ({ id }) => store.read(id),
    deleteRun: async ({ id }) => {
      await store.remove(id);
      return null;
    },
    restoreRun: async ({ id }) => {
      await store.restore(id);
      return null;
    },
    getPredictions: (request) => runs.predictions(request),
    getWeights: ({ id, epoch }) => store.weights(id, epoch),
  } satisfies Partial<CallHandlers>;
}

/** To those about runs that are over, and what is kept of them. */
export function historyHandlers(
  store: RunStore,
  runs: Conductor,
  checkpoints: CheckpointStore,
): Pick<CallHandlers, keyof HistoryCallOutput> {
  return {
    labelRun: async ({ id, labels }) => {
      await store.label(id, labels);
      return null;
    },
    continueRun: ({ id, ...asked }) => runs.continue(id, asked),
    listCheckpoints: () => checkpoints.list(),
    saveCheckpoint: async ({ runId, epoch, name }) =>
      checkpoints.save(name, await store.read(runId), await store.weights(runId, epoch)),
    startFromCheckpoint: async ({ id, request }) => {
      const { checkpoint, weights } = await checkpoints.read(id);
      return runs.begin(request, false, fromCheckpoint(checkpoint, weights, request));
    },
    deleteCheckpoint: async ({ id }) => {
      await checkpoints.remove(id);
      return null;
    },
    restoreCheckpoint: async ({ id }) => {
      await checkpoints.restore(id);
      return null;
    },
  };
}
