/** What is said of a prediction on a lab sheet, for the window and for what is exported. */
import type { SheetMeasure, SheetStep, StepType } from '#contract/sheet';
import type { SheetAnswer } from '#contract/sheet-answers';
import { scaleOf, verdictOf, type Scale, type Verdict } from '#contract/sheet-score';
import { textIn, type SheetLab } from '#contract/sheet';
import type { Language } from '#contract/settings';
import { m } from '#messages';

const measureNames: Record<SheetMeasure, () => string> = {
  trainLoss: m.run_train_loss,
  trainAcc: m.run_train_acc,
  testAcc: m.run_test_acc,
};

export function sheetMeasureName(measure: SheetMeasure): string {
  return measureNames[measure]();
}

export const stepTypeName: Record<StepType, () => string> = {
  read: m.sheet_type_read,
  predict: m.sheet_type_predict,
  run: m.sheet_type_run,
  explain: m.sheet_type_explain,
};

/** A step's own title, else what kind of step it is. */
export function stepTitle(step: SheetStep, language: Language): string {
  return textIn(step.title, language) || stepTypeName[step.type]();
}

/** A figure as a prediction states it: a loss, or an accuracy in percent. */
export function figureText(measure: SheetMeasure, value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (measure !== 'trainLoss') return `${(100 * value).toFixed(1)}%`;
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1e6)
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}

/** 2,000 for 1,873: what is that far off needs no more. */
const roughly = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });

function gapText(scale: Scale, gap: number): string {
  if (scale === 'fraction') return m.sheet_gap_points({ gap: (100 * gap).toFixed(1) });
  if (scale === 'loss') return gap.toFixed(gap < 0.1 ? 3 : 2);
  const factor = 10 ** gap;
  return m.sheet_gap_factor({
    factor: factor < 100 ? factor.toFixed(1) : roughly.format(factor),
  });
}

const verdicts: Record<Verdict, () => string> = {
  close: m.sheet_verdict_close,
  near: m.sheet_verdict_near,
  far: m.sheet_verdict_far,
};

/** How a sketch or a guess did, in words and a number; undefined for other answers, and before there is a run. */
export function verdictText(
  lab: SheetLab,
  measure: SheetMeasure,
  answer: SheetAnswer,
): string | undefined {
  if ((answer.kind !== 'curve' && answer.kind !== 'number') || !answer.outcome) return undefined;
  const { gap } = answer.outcome;
  if (gap === null) return m.sheet_no_gap();
  const scale = scaleOf(lab, measure);
  const off = gapText(scale, gap);
  const said = verdicts[verdictOf(scale, gap)]();
  return answer.kind === 'curve'
    ? m.sheet_sketch_off({ verdict: said, gap: off })
    : m.sheet_guess_off({ verdict: said, gap: off });
}

/** An answer as one reads it; a run's by its number and its figures. */
export function answerText(step: SheetStep, answer: SheetAnswer, language: Language): string {
  const ask = step.type === 'predict' ? step.ask : undefined;
  switch (answer.kind) {
    case 'curve': {
      const measure = ask?.kind === 'curve' ? ask.measure : 'trainLoss';
      return answer.points
        .map(({ epoch, value }) => m.sheet_point({ epoch, value: figureText(measure, value) }))
        .join(m.sheet_comma());
    }
    case 'number':
      return figureText(ask?.kind === 'number' ? ask.measure : 'trainLoss', answer.value);
    case 'choice':
      return ask?.kind === 'choice'
        ? textIn(ask.options[answer.option], language)
        : String(answer.option + 1);
    case 'run': {
      const run = m.sheet_run_number({ number: answer.number });
      if (answer.state === 'diverged') return `${run}${m.sheet_colon()}${m.run_state_diverged()}`;
      const figures = (['trainLoss', 'trainAcc', 'testAcc'] as const)
        .filter((measure) => answer[measure] !== undefined)
        .map((measure) => `${sheetMeasureName(measure)} ${figureText(measure, answer[measure])}`);
      return `${run}${m.sheet_colon()}${figures.join(m.sheet_comma())}`;
    }
    case 'done':
      return m.sheet_done();
    case 'text':
      return answer.text;
  }
}
