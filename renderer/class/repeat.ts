/** A run of a class and the run that was trained here with its settings: whether they came to the same. Pure. */
import type { RunRecord, RunSummary } from '#contract/run';

/** The figures by which two runs are compared, in the order in which they are told. */
export const repeatFigures = ['trainLoss', 'trainAcc', 'testAcc', 'w1', 'w2', 'b'] as const;
export type RepeatFigure = (typeof repeatFigures)[number];

export type Repeat =
  /** Every figure is the same number, to the last bit. */
  | { readonly kind: 'same' }
  /** By how much the figures here are larger. */
  | {
      readonly kind: 'different';
      readonly by: readonly { readonly figure: RepeatFigure; readonly difference: number }[];
      readonly otherEngine: boolean;
      readonly otherData: boolean;
    }
  /** One of them has no figures, as it diverged, failed or was stopped before its first epoch. */
  | { readonly kind: 'unlike' };

type Trained = Pick<RunRecord, 'lab' | 'implementation' | 'config'>;

/** Whether two runs were asked for the same. */
export function isSameRequest(a: Trained, b: Trained): boolean {
  const entries = ({ config }: Trained) => JSON.stringify(Object.entries(config).toSorted());
  return a.lab === b.lab && a.implementation === b.implementation && entries(a) === entries(b);
}

type Ended = Pick<RunSummary, 'lab' | 'final' | 'state' | 'engine' | 'dataset'>;

/** @param theirs the run of the class @param ours the one that repeats it, which is over */
export function repeatOf(theirs: Ended, ours: Ended): Repeat {
  if (theirs.state !== ours.state) return { kind: 'unlike' };
  const [before, now] = [figuresOf(theirs), figuresOf(ours)];
  if (before.size === 0 || now.size === 0) return { kind: 'unlike' };
  const by = [...now].flatMap(([figure, value]) => {
    const difference = value - (before.get(figure) ?? Number.NaN);
    return difference === 0 ? [] : [{ figure, difference }];
  });
  if (by.length === 0) return { kind: 'same' };
  return {
    kind: 'different',
    by,
    otherEngine:
      theirs.engine.kind !== ours.engine.kind || theirs.engine.version !== ours.engine.version,
    otherData: theirs.lab === 'softmax' && theirs.dataset.sha256 !== ours.dataset.sha256,
  };
}

function figuresOf({ final }: Ended): ReadonlyMap<RepeatFigure, number> {
  if (!final) return new Map();
  const { trainLoss } = final;
  const figures: Partial<Record<RepeatFigure, number | null>> =
    'testAcc' in final
      ? { trainLoss, trainAcc: final.trainAcc, testAcc: final.testAcc }
      : { trainLoss, w1: final.w[0] ?? null, w2: final.w[1] ?? null, b: final.b };
  return new Map(
    repeatFigures.flatMap((name) => {
      const value = figures[name];
      return value === undefined || value === null ? [] : [[name, value] as const];
    }),
  );
}
