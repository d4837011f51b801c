import * as v from 'valibot';
import type { MicroscopeAnswer, SeenStep } from '#contract/microscope';
import type { App } from '../../state/app.svelte';
import type { FollowedRun } from '../../state/run.svelte';
import { runTask } from '../../state/task';
import {
  exampleOrders,
  examplesOf,
  gradientParts,
  inOrder,
  mostTelling,
  type SeenExample,
} from './microscope';

/** Its key in the settings, beside the lab's own: it is no part of a run's. */
const KEY = 'softmax-microscope';

const microscopeSettings = v.object({
  order: v.optional(v.picklist(exampleOrders), 'read'),
  gradient: v.optional(v.picklist(gradientParts), 'minibatch'),
});

/** The step under the microscope, and how it is looked at. */
export class Microscope {
  settings = $state<v.InferOutput<typeof microscopeSettings>>({
    order: 'read',
    gradient: 'minibatch',
  });
  /** Place in the minibatch of the example that is looked at. */
  place = $state(0);
  #step = $state.raw<SeenStep | null>(null);
  readonly #examples = $derived(this.#step ? examplesOf(this.#step) : []);
  readonly #ordered = $derived(inOrder(this.#examples, this.settings.order));
  /** The run that the step is of. */
  #runId: string | null = null;
  /** Counts the questions: only the answer to the last one is news. */
  #asked = 0;

  constructor(private readonly app: App) {
    this.settings = app.settings.lab(KEY, microscopeSettings);
  }

  /** null where nothing is under the microscope. */
  get step(): SeenStep | null {
    return this.#step;
  }
  /** The examples of the step that are shown, in the order that is set. */
  get examples(): readonly SeenExample[] {
    return this.#ordered;
  }
  /** The example that is looked at. */
  get example(): SeenExample | undefined {
    return this.#examples[this.place];
  }

  /** Looks at the last step of a run that stands still; to be called whenever the run has moved. */
  async look(run: FollowedRun | null): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    const state = run?.record.state;
    const standsStill = state === 'paused' || state === 'diverged';
    if (!run || !standsStill || run.id !== this.#runId) this.#show(null);
    this.#runId = run?.id ?? null;
    if (!run || !standsStill) return;
    const reply = await runTask(
      this.app.client,
      { task: 'microscope', input: { runId: run.id } },
      (output): output is MicroscopeAnswer => 'step' in output,
    );
    if (question === this.#asked) this.#show(reply.ok ? reply.value.step : null);
  }

  /** Puts it away until the next step. */
  close(): void {
    this.#asked += 1;
    this.#show(null);
  }

  keep(): void {
    this.app.settings.changeLab(KEY, { ...this.settings });
  }

  #show(step: SeenStep | null): void {
    this.#step = step;
    this.place = mostTelling(this.#examples);
  }
}
