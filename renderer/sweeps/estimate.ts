/** How long a sweep takes: judged beforehand by the runs of this computer, and under way by its own cells. */
import type { RunSummary, SoftmaxImplementation } from '#contract/run';
import {
  batchSizesOf,
  cellCount,
  isEnded,
  learningRatesOf,
  type SweepRecord,
  type SweepRequest,
} from '#contract/sweep';

/**
 * Milliseconds of an epoch of the whole training set, evaluation included: a part that grows with the examples and one with the
 * minibatches. From `npm run bench` on one machine; others differ by a factor that their own runs tell.
 */
const typical: Record<
  SoftmaxImplementation,
  { readonly examples: number; readonly batch: number }
> = {
  graph: { examples: 60, batch: 0.03 },
  scratch: { examples: 300, batch: 0.6 },
  concise: { examples: 400, batch: 1 },
};

interface Work {
  readonly implementation: SoftmaxImplementation;
  readonly batchSize: number;
  readonly numTrain: number;
}

/** Milliseconds of an epoch on the machine of `typical`. */
function typicalMs({ implementation, batchSize, numTrain }: Work): number {
  const { examples, batch } = typical[implementation];
  return (examples * numTrain) / 60_000 + batch * Math.ceil(numTrain / batchSize);
}

interface Observation {
  /** Milliseconds that the same would take on the machine of `typical`. */
  readonly typical: number;
  readonly ms: number;
}

/** How many times as long as there it takes here; 1 where nothing is known. */
function slowness(observations: readonly Observation[]): number {
  const sum = (of: keyof Observation) => observations.reduce((total, one) => total + one[of], 0);
  return observations.length > 0 && sum('typical') > 0 ? sum('ms') / sum('typical') : 1;
}

/** Whole runs of the implementation that were trained here. */
function observed(
  runs: readonly RunSummary[],
  implementation: SoftmaxImplementation,
): Observation[] {
  return runs.flatMap((run) => {
    if (run.implementation !== implementation || run.epochMs === null) return [];
    // Linear regression's are of another kind.
    if (!('numTrain' in run.config)) return [];
    const { batchSize, numTrain } = run.config;
    return [{ typical: typicalMs({ implementation, batchSize, numTrain }), ms: run.epochMs }];
  });
}

export interface Estimate {
  readonly cells: number;
  /** Of all cells together. */
  readonly epochs: number;
  readonly ms: number;
  /** Whether runs of this computer were there to judge by. */
  readonly isMeasured: boolean;
}

/** What a sweep would take. A random one is judged by the mean of all pairs. */
export function estimate(request: SweepRequest, runs: readonly RunSummary[]): Estimate {
  const { implementation, numTrain, epochs } = request;
  const known = observed(runs, implementation);
  const sizes = batchSizesOf(request);
  const perEpoch = sizes.map((batchSize) => typicalMs({ implementation, batchSize, numTrain }));
  const mean = perEpoch.reduce((sum, ms) => sum + ms, 0) / sizes.length;
  const cells = cellCount(request);
  return {
    cells,
    epochs: cells * epochs,
    ms: cells * epochs * mean * slowness(known),
    isMeasured: known.length > 0,
  };
}

/** How many pairs of values the settings come to, whatever is drawn of them. */
export function pairCount(request: SweepRequest): number {
  return learningRatesOf(request).length * batchSizesOf(request).length;
}

export interface SweepTiming {
  readonly done: number;
  readonly cells: number;
  /** What is done of the whole, a fraction of the time. */
  readonly share: number;
  /** Null before the first cell is done. */
  readonly leftMs: number | null;
}

/**
 * How far a sweep is, weighed by the time of its cells.
 * @param underWay what is done of the cell under way, a fraction
 */
export function sweepTiming({ request, cells }: SweepRecord, underWay = 0): SweepTiming {
  const { implementation, numTrain, epochs } = request;
  const expected = (batchSize: number) =>
    epochs * typicalMs({ implementation, batchSize, numTrain });
  const known: Observation[] = cells.flatMap(({ state, elapsedMs, batchSize }) =>
    state === 'done' && elapsedMs !== undefined
      ? [{ typical: expected(batchSize), ms: elapsedMs }]
      : [],
  );
  let [all, done] = [0, 0];
  for (const cell of cells) {
    const weight = expected(cell.batchSize);
    all += weight;
    done += weight * (isEnded(cell) ? 1 : cell.state === 'running' ? underWay : 0);
  }
  return {
    done: cells.filter(isEnded).length,
    cells: cells.length,
    share: done / all,
    leftMs: known.length === 0 ? null : (all - done) * slowness(known),
  };
}
