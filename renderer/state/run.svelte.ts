import type { CallInput, RewindTarget, RunAction } from '#contract/calls';
import type { EngineInfo } from '#contract/engine';
import type { AppErrorData, Reply } from '#contract/errors';
import type { Events, RunProgress } from '#contract/events';
import {
  isUnderWay,
  RUN_SCHEMA,
  type Divergence,
  type Epoch,
  type Lab,
  type RunRecord,
  type RunRequest,
} from '#contract/run';
import type { Client } from '../api';

/** One run as the window follows it: its record so far, where it is, and how it ended. */
export class FollowedRun {
  #record: RunRecord;
  #progress: RunProgress | null;
  #error = $state.raw<AppErrorData | null>(null);
  #saved = $state(true);

  constructor(record: RunRecord, progress: RunProgress | null = null) {
    this.#record = $state.raw(record);
    this.#progress = $state.raw(progress);
  }

  get underWay(): boolean {
    return isUnderWay(this.#record.state);
  }

  get id(): string {
    return this.#record.id;
  }
  get record(): RunRecord {
    return this.#record;
  }
  get epochs(): readonly Epoch[] {
    return this.#record.epochs;
  }
  get progress(): RunProgress | null {
    return this.#progress;
  }
  get divergence(): Divergence | undefined {
    return this.#record.divergence;
  }
  /** Why the run failed, or could not be saved. */
  get error(): AppErrorData | null {
    return this.#error;
  }
  /** False where the record could not be written. */
  get saved(): boolean {
    return this.#saved;
  }

  progressed(progress: RunProgress): void {
    this.#progress = progress;
  }

  epochDone(epoch: Epoch): void {
    this.#record = { ...this.#record, epochs: [...this.#record.epochs, epoch] };
  }

  stateChanged(event: Events['runState']): void {
    this.#record = event.record ?? {
      ...this.#record,
      state: event.state,
      ...(event.divergence ? { divergence: event.divergence } : {}),
    };
    this.#error = event.error ?? null;
    this.#saved = event.saved;
  }
}

/** What is known of a run when main has accepted it; main's own record replaces it at the end. */
function acceptedRecord(
  request: RunRequest,
  accepted: { readonly id: string; readonly number: number },
  engine: EngineInfo,
  dataset: RunRecord['dataset'],
): RunRecord {
  const { kind, version, threads } = engine;
  return {
    ...request,
    ...accepted,
    schema: RUN_SCHEMA,
    engine: { kind, version, threads },
    dataset,
    app: '',
    startedAt: new Date().toISOString(),
    state: 'running',
    epochs: [],
  };
}

type RunEvent =
  | { readonly name: 'progress'; readonly event: Events['runProgress'] }
  | { readonly name: 'epoch'; readonly event: Events['runEpoch'] }
  | { readonly name: 'state'; readonly event: Events['runState'] };

/** The runs of this window: the newest of each lab, of which at most one is under way. */
export class Runs {
  #latest = $state.raw<Readonly<Partial<Record<Lab, FollowedRun>>>>({});
  /** Events of a run that main has started and not yet told the id of. */
  #early: RunEvent[] | null = null;

  readonly underWay = $derived(Object.values(this.#latest).find((run) => run.underWay) ?? null);
  /** Counts the runs that came to an end: what shows the history reads it again. */
  ended = $state(0);

  constructor(private readonly client: Client) {}

  latest(lab: Lab): FollowedRun | null {
    return this.#latest[lab] ?? null;
  }

  show(record: RunRecord, progress: RunProgress | null = null): void {
    this.#latest = { ...this.#latest, [record.lab]: new FollowedRun(record, progress) };
  }

  /** Clears a lab's run from its page; the run itself stays in the history. */
  forget(lab: Lab): void {
    const others = Object.entries(this.#latest).filter(([name]) => name !== lab);
    this.#latest = Object.fromEntries(others);
  }

  follow(): () => void {
    const stops = [
      this.client.on('runProgress', (event) => this.#deliver({ name: 'progress', event })),
      this.client.on('runEpoch', (event) => this.#deliver({ name: 'epoch', event })),
      this.client.on('runState', (event) => this.#deliver({ name: 'state', event })),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Starts a run. Answers with the error where main refuses. */
  async start(
    request: RunRequest,
    paused: boolean,
    engine: EngineInfo,
    dataset: RunRecord['dataset'],
  ): Promise<AppErrorData | null> {
    return this.#begin(this.client.call('startRun', { request, paused }), (accepted) => ({
      ...acceptedRecord(request, accepted, engine, dataset),
      state: paused ? 'paused' : 'running',
    }));
  }

  /** Goes back to where a run that diverged was still finite: a new run, paused there. Answers as `start`. */
  async rewind(id: string, to: RewindTarget): Promise<AppErrorData | null> {
    return this.#begin(this.client.call('rewindRun', { id, to }), (record) => record);
  }

  /** Trains a run that is over further: a new run. Answers as `start`. */
  async continue(asked: CallInput<'continueRun'>): Promise<AppErrorData | null> {
    return this.#begin(this.client.call('continueRun', asked), (record) => record);
  }

  /** Starts a run whose initial weights are a checkpoint's. Answers as `start`. */
  async startFromCheckpoint(id: string, request: RunRequest): Promise<AppErrorData | null> {
    return this.#begin(
      this.client.call('startFromCheckpoint', { id, request }),
      (record) => record,
    );
  }

  /** Shows the run that main starts, with what it told of it before its answer was here. */
  async #begin<T>(
    call: Promise<Reply<T>>,
    recordOf: (answer: T) => RunRecord,
  ): Promise<AppErrorData | null> {
    this.#early = [];
    const reply = await call;
    const early = this.#early;
    this.#early = null;
    if (!reply.ok) return reply.error;
    this.show(recordOf(reply.value));
    early.forEach((event) => this.#deliver(event));
    return null;
  }

  async control(action: RunAction): Promise<AppErrorData | null> {
    const run = this.underWay;
    if (!run) return null;
    const reply = await this.client.call('controlRun', { id: run.id, action });
    return reply.ok ? null : reply.error;
  }

  async setLearningRate(learningRate: number): Promise<AppErrorData | null> {
    const run = this.underWay;
    if (!run) return null;
    const reply = await this.client.call('setLearningRate', { id: run.id, learningRate });
    return reply.ok ? null : reply.error;
  }

  #deliver(event: RunEvent): void {
    const id = event.event.runId;
    const run = Object.values(this.#latest).find((candidate) => candidate?.id === id);
    if (!run) this.#early?.push(event);
    else if (event.name === 'progress') run.progressed(event.event);
    else if (event.name === 'epoch') run.epochDone(event.event.epoch);
    else {
      run.stateChanged(event.event);
      if (!run.underWay) this.ended += 1;
    }
  }
}
