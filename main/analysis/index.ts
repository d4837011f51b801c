/** The calls of contract/analysis.ts: main finds the weights of the run that is named, and the trainer computes. */
import type { ModelTaskInputs, ModelTaskOutputs, ModelWeights } from '#contract/analysis';
import { AppError } from '#contract/errors';
import type { AnyTaskRequest, TaskOutput } from '#contract/tasks';
import type { CallHandlers } from '../ipc';
import type { RunStore } from '../runs/store';

interface Needs {
  readonly store: Pick<RunStore, 'read' | 'weights' | 'snapshots'>;
  readonly host: { task(request: AnyTaskRequest): Promise<TaskOutput> };
}

type Named = { readonly runId: string; readonly epoch?: number | undefined };

/** Of the calls that end in a task: how its answer is told from the others', by a key that no other has. */
const isAnswer: {
  readonly [N in keyof ModelTaskOutputs]: (output: TaskOutput) => output is ModelTaskOutputs[N];
} = {
  analyseSplit: (output): output is ModelTaskOutputs['analyseSplit'] => 'confusion' in output,
  judgedPictures: (output): output is ModelTaskOutputs['judgedPictures'] => 'items' in output,
  explainPicture: (output): output is ModelTaskOutputs['explainPicture'] =>
    'contributions' in output,
};

export function analysisHandlers({
  store,
  host,
}: Needs): Pick<CallHandlers, keyof ModelTaskInputs | 'getWeightEpochs'> {
  let asked = 0;
  const taskId = () => `analysis ${(asked += 1)}`;
  const model = ({ runId, epoch }: Named) => modelOf(store, runId, epoch);
  return {
    getWeightEpochs: async ({ id }) => {
      const snapshots = await store.snapshots(id);
      return snapshots.map(({ epoch }) => epoch).toSorted((a, b) => a - b);
    },
    analyseSplit: async ({ split, ...named }) => {
      const input = { split, model: await model(named) };
      const output = await host.task({ taskId: taskId(), task: 'analyseSplit', input });
      return answer(output, isAnswer.analyseSplit);
    },
    judgedPictures: async ({ runId, epoch, ...page }) => {
      const input = { ...page, model: await model({ runId, epoch }) };
      const output = await host.task({ taskId: taskId(), task: 'judgedPictures', input });
      return answer(output, isAnswer.judgedPictures);
    },
    explainPicture: async ({ picture, ...named }) => {
      const input = { picture, model: await model(named) };
      const output = await host.task({ taskId: taskId(), task: 'explainPicture', input });
      return answer(output, isAnswer.explainPicture);
    },
  };
}

/** @throws {AppError} `noSuchRun`, `noSuchEpoch`, `unreadableFile` */
async function modelOf(
  store: Needs['store'],
  runId: string,
  epoch: number | undefined,
): Promise<ModelWeights> {
  const record = await store.read(runId);
  // Fashion-MNIST's pictures are softmax regression's: the other lab's weights say nothing of them.
  if (record.lab !== 'softmax') throw new AppError('noSuchEpoch', { epoch: String(epoch ?? 0) });
  const snapshot = await store.weights(runId, epoch);
  const { pixelScale, numTrain } = record.config;
  return {
    key: `${runId}/${snapshot.epoch}`,
    epoch: snapshot.epoch,
    values: snapshot.weights,
    pixelScale,
    numTrain,
  };
}

/** @throws {Error} where another task answered */
function answer<O extends TaskOutput>(
  output: TaskOutput,
  isOurs: (output: TaskOutput) => output is O,
): O {
  if (isOurs(output)) return output;
  throw new Error('another task answered');
}
