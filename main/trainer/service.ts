import { AppError, toErrorData } from '#contract/errors';
import type { Pace } from '#contract/pace';
import type { SoftmaxImplementation } from '#contract/run';
import type { FromTrainer, ToTrainer } from '#contract/trainer';
import * as tf from '@tensorflow/tfjs';
import { setTimeout as pause } from 'node:timers/promises';
import { fashionMnist, readManifest, type Manifest } from '../dataset/manifest';
import { TrainerData } from './data';
import { loadEngine, type EngineWish, type LoadedEngine } from './engine';
import {
  loadNoGraph,
  softmaxImplementation,
  type Graph,
  type GraphLoader,
} from './implementations';
import { deferred } from './deferred';
import { Predictions } from './predictions';
import { RunControl, type UnderWay } from './run-control';
import { runSession } from './session';
import { runTask } from './tasks';
import type { Training } from './training';
import { createTraining } from './trainings';
import { warmUp } from './warm-up';

/** The trainer's end of the line to main, whatever it is made of. */
export interface ServicePort {
  post(message: FromTrainer): void;
  onMessage(listener: (message: ToTrainer) => void): void;
}

export interface ServiceOptions {
  /** Ends the process: 0 after `bye`, 1 where nothing can be computed. */
  readonly exit: (code: number) => void;
  /** Gets each error that is not the person's: a bug, or a broken engine. */
  readonly report: (error: unknown) => void;
  readonly loadEngine?: (wish: EngineWish) => Promise<LoadedEngine>;
  readonly loadGraph?: GraphLoader;
  readonly manifest?: Manifest;
}

/** Main hears that the trainer is ready, and a run that waits for it is here in less. */
const WAITING_RUN_MS = 25;

/** Answers main's messages from now on. */
export function serve(port: ServicePort, options: ServiceOptions): void {
  const service = new Service((message) => {
    port.post(message);
  }, options);
  port.onMessage((message) => {
    service.receive(message);
  });
}

type Of<Type extends ToTrainer['type']> = Extract<ToTrainer, { type: Type }>;

class Service {
  #graph: Graph | null = null;
  /** Where there is none, the process ends. */
  readonly #engine = deferred<null>();
  /** Pending while it loads. */
  #data: Promise<TrainerData> = missingData();
  #predictions: Predictions | null = null;
  #pace: Pace = 'full';
  #run: {
    readonly id: string;
    readonly control: RunControl;
    readonly ended: Promise<void>;
  } | null = null;
  /** The training under way, or the last one: what it stepped through can still be looked at. */
  #training: { readonly runId: string; readonly training: Training } | null = null;
  readonly #tasks = new Map<number, AbortController>();

  constructor(
    private readonly post: (message: FromTrainer) => void,
    private readonly options: ServiceOptions,
  ) {}

  receive(message: ToTrainer): void {
    switch (message.type) {
      case 'init':
        void this.#init(message);
        return;
      case 'dataset':
        void this.#loadData(message);
        return;
      case 'run':
        this.#startRun(message);
        return;
      case 'control':
        if (this.#run?.id === message.runId) this.#run.control.apply(message.action);
        return;
      case 'learningRate':
        if (this.#run?.id === message.runId) this.#run.control.learningRate = message.learningRate;
        return;
      case 'pace':
        this.#pace = message.pace;
        if (this.#run) this.#run.control.pace = message.pace;
        return;
      case 'predictions':
        void this.#answer(message.callId, this.#page(message));
        return;
      case 'task':
        void this.#answer(message.callId, this.#runTask(message));
        return;
      case 'cancel':
        this.#tasks.get(message.callId)?.abort();
        return;
      case 'ping':
        this.post({
          type: 'pong',
          at: message.at,
          rssBytes: process.memoryUsage.rss(),
          tensors: tf.memory().numTensors,
        });
        return;
      case 'shutdown':
        void this.#shutDown();
        return;
    }
  }

  async #init(wish: EngineWish): Promise<void> {
    try {
      const engine = await (this.options.loadEngine ?? loadEngine)(wish);
      this.#graph = await (this.options.loadGraph ?? loadNoGraph)(engine);
      this.post({ type: 'ready', engine: { ...engine, graph: this.#graph.info } });
      this.#engine.resolve(null);
    } catch (error) {
      this.options.report(error);
      this.options.exit(1);
    }
  }

  /** A set that is loaded stays: it is the manifest's, byte for byte, and so is any other that passes. */
  async #loadData({ files, own }: Of<'dataset'>): Promise<void> {
    const manifest = own ? readManifest(own) : (this.options.manifest ?? fashionMnist);
    let isNew = false;
    this.#data = this.#data.catch(() => {
      isNew = true;
      return TrainerData.load(files, manifest, this.#engine.promise);
    });
    try {
      const data = await this.#data;
      if (isNew) await this.#warmUp(data);
      const [train, test] = [data.labels('train').length, data.labels('test').length];
      this.post({ type: 'datasetLoaded', train, test });
    } catch (error) {
      this.#report(error);
      this.post({ type: 'datasetFailed', error: toErrorData(error) });
    }
  }

  /** A run that was waiting goes first: it warms the engine as well. */
  async #warmUp(data: TrainerData): Promise<void> {
    await pause(WAITING_RUN_MS);
    const graph = this.#graph;
    if (graph === null || this.#run !== null || this.#tasks.size > 0) return;
    // What the window trains with unless told otherwise.
    warmUp(data, softmaxImplementation(graph.info.available ? 'graph' : 'scratch', graph));
  }

  #startRun(message: Of<'run'>): void {
    const { runId, request, paused } = message;
    if (this.#run !== null) {
      this.#failRun(runId, new AppError('runUnderWay'));
      return;
    }
    const tell = (state: UnderWay) => {
      this.post({ type: 'state', runId, state });
    };
    const control = new RunControl(paused, request.config.learningRate, tell, this.#pace);
    this.#run = { id: runId, control, ended: this.#train(message, control) };
  }

  async #train({ runId, request, from }: Of<'run'>, control: RunControl): Promise<void> {
    try {
      if (this.#graph === null) throw new AppError('trainerUnavailable');
      const context = { data: () => this.#data, graph: this.#graph };
      const training = await createTraining(request, context, from);
      this.#training = { runId, training };
      await runSession(training, control, {
        runId,
        startEpoch: from?.epoch ?? 0,
        startBatch: from?.begun?.batch ?? 0,
        post: this.post,
        report: (error) => {
          this.#report(error);
        },
      });
    } catch (error) {
      this.#report(error);
      this.#failRun(runId, error);
    } finally {
      this.#run = null;
    }
  }

  #failRun(runId: string, error: unknown): void {
    this.post({ type: 'end', runId, end: { state: 'failed', error: toErrorData(error) } });
  }

  async #page({ callId, query }: Of<'predictions'>): Promise<FromTrainer> {
    this.#predictions ??= new Predictions(await this.#data);
    return { type: 'predictions', callId, page: this.#predictions.page(query) };
  }

  async #runTask({ callId, request }: Of<'task'>): Promise<FromTrainer> {
    const controller = new AbortController();
    this.#tasks.set(callId, controller);
    try {
      const context = {
        data: () => this.#data,
        lastStep: (runId: string) =>
          this.#training?.runId === runId ? (this.#training.training.lastStep ?? null) : null,
        modelling: (name: SoftmaxImplementation) => {
          if (this.#run !== null) throw new AppError('runUnderWay');
          if (this.#graph === null) throw new AppError('trainerUnavailable');
          return softmaxImplementation(name, this.#graph);
        },
      };
      const output = await runTask(context, request, {
        signal: controller.signal,
        progress: (done, total) => {
          this.post({ type: 'taskProgress', callId, done, total });
        },
      });
      return { type: 'task', callId, output };
    } catch (error) {
      throw controller.signal.aborted ? new AppError('cancelled', {}, { cause: error }) : error;
    } finally {
      this.#tasks.delete(callId);
    }
  }

  async #answer(callId: number, answer: Promise<FromTrainer>): Promise<void> {
    try {
      this.post(await answer);
    } catch (error) {
      this.#report(error);
      this.post({ type: 'error', callId, error: toErrorData(error) });
    }
  }

  async #shutDown(): Promise<void> {
    this.#run?.control.apply('stop');
    for (const task of this.#tasks.values()) task.abort();
    await this.#run?.ended;
    this.post({ type: 'bye' });
    this.options.exit(0);
  }

  /** What has a code of the contract is the person's to know, not the log's. */
  #report(error: unknown): void {
    if (!(error instanceof AppError)) this.options.report(error);
  }
}

function missingData(): Promise<never> {
  const missing = Promise.reject(new AppError('dataMissing'));
  missing.catch(() => undefined);
  return missing;
}
