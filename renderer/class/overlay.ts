/** A class's runs as a chart: learning rate along, test accuracy up. Pure. */
import type { ClassRow } from '#contract/class';
import { lookAt } from '../charts/looks';
import { growingRange, type Axis, type Series } from '../charts/series';

/** A run of a class that has a test accuracy. */
export interface Outcome {
  readonly row: ClassRow;
  readonly rate: number;
  readonly testAcc: number;
}

/** Linear regression has no test accuracy, nor has a run that ended before its first epoch. */
export function outcomesOf(rows: readonly ClassRow[]): readonly Outcome[] {
  return rows.flatMap((row) => {
    const testAcc = testAccOf(row);
    return testAcc === undefined ? [] : [{ row, rate: row.run.config.learningRate, testAcc }];
  });
}

/** A fraction; undefined where there is none. */
export function testAccOf({ run }: ClassRow): number | undefined {
  return run.final && 'testAcc' in run.final ? run.final.testAcc : undefined;
}

/** A series a run, each of one point, in the order and with the look of the table's rows. */
export function seriesOf(rows: readonly ClassRow[]): readonly Series[] {
  return rows.flatMap((row, index) =>
    outcomesOf([row]).map(({ rate, testAcc }) => ({
      id: row.file,
      label: row.run.name ? `${row.run.name} (${row.file})` : row.file,
      look: lookAt(index),
      large: true,
      points: [{ x: rate, y: testAcc }],
    })),
  );
}

/** Whole powers of ten around all rates, one at least: a mark never stands on the edge's far side. */
export function rateAxis(outcomes: readonly Outcome[]): Pick<Axis, 'min' | 'max' | 'type'> {
  const powers = outcomes.map(({ rate }) => Math.log10(rate));
  const low = Math.floor(Math.min(...powers, -1) + 1e-9);
  const high = Math.max(Math.ceil(Math.max(...powers, low) - 1e-9), low + 1);
  return { type: 'logarithmic', min: 10 ** low, max: 10 ** high };
}

export function accuracyAxis(outcomes: readonly Outcome[]): Pick<Axis, 'min' | 'max'> {
  const [min, max] = growingRange(
    outcomes.map(({ testAcc }) => testAcc),
    [0.7, 0.9],
    0.1,
  );
  return { min, max };
}

/** The run with the highest test accuracy: the first of equals. */
export function bestOf(outcomes: readonly Outcome[]): Outcome | undefined {
  return outcomes.reduce<Outcome | undefined>(
    (best, one) => (best === undefined || one.testAcc > best.testAcc ? one : best),
    undefined,
  );
}
