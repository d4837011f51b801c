/** The answers to the calls about runs that are over. */
import type { HistoryCallOutput } from '#contract/history-calls';
import type { CallHandlers } from '../ipc';
import { fromCheckpoint } from './beginning';
import type { CheckpointStore } from './checkpoints';
import type { Conductor } from './conductor';
import type { RunStore } from './store';

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
