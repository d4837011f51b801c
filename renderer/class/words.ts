/** What is told of a run of a class that was trained again. */
import type { ClassRow } from '#contract/class';
import { m } from '#messages';
import type { Repeat, RepeatFigure } from './repeat';

const figureName: Record<RepeatFigure, () => string> = {
  trainLoss: m.run_train_loss,
  trainAcc: m.run_train_acc,
  testAcc: m.run_test_acc,
  w1: () => 'w₁',
  w2: () => 'w₂',
  b: () => 'b',
};

export function repeatTitle({ file }: ClassRow, repeat: Repeat | undefined): string {
  if (repeat === undefined) return m.class_repeat_ready({ file });
  if (repeat.kind === 'same') return m.class_repeat_same({ file });
  return repeat.kind === 'different'
    ? m.class_repeat_different({ file })
    : m.class_repeat_unlike({ file });
}

/** By how much it differs, and what that may come from. */
export function repeatText(repeat: Repeat): string | undefined {
  if (repeat.kind !== 'different') return undefined;
  const figures = repeat.by.map(({ figure, difference }) =>
    m.class_repeat_by({ figure: figureName[figure](), difference: signed(difference) }),
  );
  return [
    figures.join(m.class_repeat_joint()),
    ...(repeat.otherData ? [m.class_repeat_other_data()] : []),
    ...(repeat.otherEngine ? [m.class_repeat_other_engine()] : []),
  ].join(' · ');
}

export function repeatMark(repeat: Repeat): string {
  return repeat.kind === 'same' ? m.class_repeat_mark_same() : m.class_repeat_mark_different();
}

function signed(difference: number): string {
  const text = String(Math.abs(Number(difference.toPrecision(2))));
  return `${difference < 0 ? '−' : '+'}${text}`;
}
