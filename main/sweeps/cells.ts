/** The cells of a sweep: which they are, what each trains, what came of it. */
import type { RunRecord, RunRequest } from '#contract/run';
import {
  batchSizesOf,
  cellCount,
  learningRatesOf,
  type CellFigures,
  type CellPlace,
  type SweepCell,
  type SweepRequest,
} from '#contract/sweep';
import { rngFor, shuffledIndices } from '#lessons/random';

/**
 * The pairs that a sweep tries. A grid begins with the largest batches, which take the least time, so that there is soon something
 * to see; a random search takes them as the seed draws them, without repetition.
 */
export function placesOf(request: SweepRequest): CellPlace[] {
  const rates = learningRatesOf(request);
  const all = batchSizesOf(request)
    .toReversed()
    .flatMap((batchSize) => rates.map((learningRate) => ({ learningRate, batchSize })));
  if (request.search === 'grid') return all;
  const drawn = shuffledIndices(rngFor(request.seed, 'sweep'), all.length);
  return [...drawn.subarray(0, cellCount(request))].flatMap((index) => all[index] ?? []);
}

/** What the run of a cell is asked for. */
export function runRequestOf(
  { implementation, epochs, seed, numTrain }: SweepRequest,
  { learningRate, batchSize }: CellPlace,
): RunRequest {
  return {
    lab: 'softmax',
    implementation,
    config: {
      ...{ learningRate, batchSize, epochs, seed, numTrain },
      ...{ initStd: 0.01, shuffle: true, pixelScale: 'unit' },
    },
  };
}

/** The cell that a finished run makes of `cell`; null where the run was not trained to an end of its own. */
export function endedCell(cell: SweepCell, run: RunRecord, elapsedMs?: number): SweepCell | null {
  const { state } = run;
  if (state !== 'done' && state !== 'diverged' && state !== 'failed') return null;
  return {
    ...cell,
    state,
    runId: run.id,
    figures: figuresOf(run),
    ...(elapsedMs !== undefined && { elapsedMs }),
  };
}

function figuresOf({ epochs }: RunRecord): CellFigures {
  const last = epochs.at(-1);
  return {
    epochs: epochs.length,
    trainLoss: last?.trainLoss ?? null,
    trainAcc: last?.trainAcc ?? null,
    testAcc: last?.testAcc ?? null,
    ms: epochs.reduce((sum, { ms }) => sum + ms, 0),
  };
}

/** A cell that is to be computed from its beginning. */
export function waitingCell({ learningRate, batchSize }: CellPlace): SweepCell {
  return { learningRate, batchSize, state: 'waiting' };
}

export function isSamePlace(a: CellPlace, b: CellPlace): boolean {
  return a.learningRate === b.learningRate && a.batchSize === b.batchSize;
}
