/** Several runs beside each other: what they differ in, and which of them came out best. */
import type { RunSummary } from '#contract/run';

/** The settings that a comparison knows: a run's own and those of its lab. */
export const settings = [
  'lab',
  'implementation',
  'learningRate',
  'batchSize',
  'epochs',
  'seed',
  'initStd',
  'numTrain',
  'shuffle',
  'pixelScale',
  'numExamples',
  'noise',
  'trueW1',
  'trueW2',
  'trueB',
  'halfLoss',
  'startsFrom',
  'engine',
] as const;
export type Setting = (typeof settings)[number];

export type Compared = Pick<
  RunSummary,
  'lab' | 'implementation' | 'config' | 'engine' | 'startsFrom'
>;

/** A setting's value as it is kept; undefined where the run's lab has none of the kind. */
export function settingOf(
  { lab, implementation, config, engine, startsFrom }: Compared,
  setting: Setting,
): string | number | boolean | undefined {
  switch (setting) {
    case 'lab':
      return lab;
    case 'implementation':
      return implementation;
    case 'engine':
      return `${engine.kind} ${engine.version}`;
    case 'startsFrom':
      return startsFrom?.checkpoint;
    default: {
      const entry = Object.entries(config).find(([name]) => name === setting);
      const value: unknown = entry?.[1];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : undefined;
    }
  }
}

/** The settings in which these runs are not all alike. */
export function differences(runs: readonly Compared[]): readonly Setting[] {
  return settings.filter((setting) => new Set(runs.map((run) => settingOf(run, setting))).size > 1);
}

/** What runs come to, and whether more of it is better. */
export const outcomes = [
  { id: 'trainLoss', better: 'less' },
  { id: 'trainAcc', better: 'more' },
  { id: 'testAcc', better: 'more' },
  { id: 'epochMs', better: 'less' },
] as const;
export type Outcome = (typeof outcomes)[number]['id'];

type Ended = Pick<RunSummary, 'lab' | 'final' | 'epochMs'>;

export function outcomeOf(run: Ended, outcome: Outcome): number | null {
  const { final, epochMs } = run;
  if (outcome === 'epochMs') return epochMs;
  if (!final) return null;
  if (outcome === 'trainLoss') return final.trainLoss;
  return 'testAcc' in final ? final[outcome] : null;
}

/** Which of the runs came out best, all of them where several did; none where they are of different labs, or alone. */
export function bestOf(runs: readonly Ended[], outcome: (typeof outcomes)[number]): Set<number> {
  const values = runs.map((run) => outcomeOf(run, outcome.id));
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < 2 || new Set(runs.map(({ lab }) => lab)).size > 1) return new Set();
  const best = outcome.better === 'less' ? Math.min(...known) : Math.max(...known);
  return new Set(values.flatMap((value, index) => (value === best ? [index] : [])));
}
