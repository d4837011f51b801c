import type { PredictionsPage } from '#contract/dataset';
import type { EngineInfo, TrainerStatus } from '#contract/engine';
import { AppError } from '#contract/errors';
import type { Pace } from '#contract/pace';
import type { RunRequest } from '#contract/run';
import type { PredictionsQuery, RunStart } from '#contract/trainer';
import type { TrainerEvent, TrainerHost } from '../../../../main/trainer/trainer-host';

export const nativeEngine: EngineInfo = {
  kind: 'tensorflow',
  version: '2.15.1',
  threads: 2,
  graph: { available: false, maxAbsError: null, reason: 'missing', detail: 'not built' },
};

/** A trainer host that does as the test says: it notes what it is asked and tells what it is told to. */
export class ScriptedHost implements TrainerHost {
  status: TrainerStatus = { state: 'starting' };
  pace: Pace = 'full';
  /** What was asked of it, in order: the call's name and what it was about. */
  readonly asked: (readonly [string, ...unknown[]])[] = [];
  readonly queries: PredictionsQuery[] = [];
  /** What each run was asked to train, and where it was to begin. */
  readonly starts: { readonly request: RunRequest; readonly from: RunStart | undefined }[] = [];
  #run: string | null = null;
  readonly #listeners = new Set<(event: TrainerEvent) => void>();

  /** Tells an event, as the trainer would. */
  tell(event: TrainerEvent): void {
    if (event.type === 'status') this.status = event.status;
    if (event.type === 'end') this.#run = null;
    for (const listener of this.#listeners) listener(event);
  }

  ready(engine: EngineInfo = nativeEngine): void {
    this.tell({ type: 'status', status: { state: 'ready', engine } });
  }

  start(): void {
    this.asked.push(['start']);
  }

  setDataset(): Promise<{ train: number; test: number }> {
    this.asked.push(['setDataset']);
    return Promise.resolve({ train: 60_000, test: 10_000 });
  }

  startRun(runId: string, request: RunRequest, paused: boolean, from?: RunStart): void {
    this.#run = runId;
    this.starts.push({ request, from });
    this.asked.push(['startRun', runId, paused]);
  }

  control(runId: string, action: string): void {
    this.#require(runId);
    this.asked.push(['control', runId, action]);
  }

  setLearningRate(runId: string, learningRate: number): void {
    this.#require(runId);
    this.asked.push(['setLearningRate', runId, learningRate]);
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.asked.push(['setPace', pace]);
  }

  predictions(query: PredictionsQuery): Promise<PredictionsPage> {
    this.queries.push(query);
    return Promise.resolve({ total: 0, wrong: 0, items: [], pixels: new Uint8Array() });
  }

  task(): Promise<never> {
    return Promise.reject(new AppError('cancelled'));
  }

  cancelTask(taskId: string): void {
    this.asked.push(['cancelTask', taskId]);
  }

  on(listener: (event: TrainerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  restart(engine?: string): void {
    this.asked.push(['restart', engine]);
  }

  shutdown(): Promise<void> {
    const runId = this.#run;
    this.asked.push(['shutdown']);
    const error = { code: 'trainerUnavailable', params: {} } as const;
    if (runId !== null) this.tell({ type: 'end', runId, end: { state: 'failed', error } });
    return Promise.resolve();
  }

  #require(runId: string): void {
    if (this.#run !== runId) throw new AppError('noSuchRun', { id: runId });
  }
}
