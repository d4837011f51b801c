/** The one object that the preload script gives to the window. */
import type { CallInput, CallName, CallOutput } from './calls';
import type { Reply } from './errors';
import type { EventName, Events } from './events';

/** The IPC channel of all calls, and that of all events. */
export const CALL_CHANNEL = 'linearlab:call';
export const EVENT_CHANNEL = 'linearlab:event';

/** The names of all calls, for the bridge: it checks names alone and carries no schemas. A test holds the compiler to all of them. */
export const callNames = [
  'getState',
  'startRun',
  'rewindRun',
  'controlRun',
  'setLearningRate',
  'setPace',
  'listRuns',
  'openRun',
  'deleteRun',
  'restoreRun',
  'labelRun',
  'continueRun',
  'listCheckpoints',
  'saveCheckpoint',
  'startFromCheckpoint',
  'deleteCheckpoint',
  'restoreCheckpoint',
  'getPredictions',
  'getWeights',
  'getWeightEpochs',
  'analyseSplit',
  'judgedPictures',
  'explainPicture',
  'runTask',
  'cancelTask',
  'changeSettings',
  'pickDataset',
  'downloadDataset',
  'cancelDownload',
  'describeDatasets',
  'verifyDataset',
  'importOwnDataset',
  'useDataset',
  'removeOwnDataset',
  'checkComputer',
  'getLicences',
  'copyText',
  'restartTrainer',
  'exportRun',
  'saveDrawing',
  'copyDrawing',
  'openRunFile',
  'importRun',
  'openExternal',
  'listSheets',
  'openSheet',
  'openSheetFile',
  'openSheetText',
  'takeSheet',
  'keepAnswers',
  'saveSheet',
  'exportAnswers',
  'getDiagnostics',
  'saveDiagnostics',
  'listSweeps',
  'openSweep',
  'startSweep',
  'controlSweep',
  'deleteSweep',
  'restoreSweep',
  'exportRaySweep',
  'importRaySweep',
  'openClassFolder',
  'cancelClassFolder',
] as const satisfies readonly CallName[];

/** What the window can do beyond itself: ask main, and listen to it. */
export interface LinearLabApi {
  /** Asks main. What main refuses is an answer too, with its reason; only a name that is no call is rejected. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput[N]>>;
  /** Calls `listener` with each event of this name until the returned function is called. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
}

declare global {
  interface Window {
    readonly linearLab: LinearLabApi;
  }
}
