/** A sheet's questions with what was answered, as the lab report and the exported file state them. */
import type { Language } from '#contract/settings';
import { textIn, type Sheet, type SheetLab, type StepType } from '#contract/sheet';
import type { Answers } from '#contract/sheet-answers';
import { m } from '#messages';
import { answerText, stepTitle, stepTypeName, verdictText } from '#messages/sheets';
import type { SheetStore } from './store';

/** One step of a sheet with its answer. */
export interface AnsweredStep {
  readonly id: string;
  readonly type: StepType;
  readonly title: string;
  /** As the sheet states it, in Markdown. */
  readonly question: string;
  /** In plain text; null where it was not answered. */
  readonly answer: string | null;
  /** How a prediction did. */
  readonly verdict?: string | undefined;
  /** The run that was trained in this step, or that a prediction was compared with. */
  readonly runId?: string | undefined;
}

export interface SheetAnswers {
  readonly key: string;
  readonly title: string;
  readonly lab: SheetLab;
  readonly startedAt: string;
  readonly changedAt: string;
  readonly steps: readonly AnsweredStep[];
}

/** All steps of a sheet that ask for something, with what was answered. Dates are ISO 8601. */
export function answersInWords(
  key: string,
  sheet: Sheet,
  { answers, startedAt, changedAt }: Answers,
  language: Language,
): SheetAnswers {
  const asking = sheet.steps.filter(({ type }) => type !== 'read');
  const steps = asking.map((step): AnsweredStep => {
    const answer = answers[step.id];
    const { id, type } = step;
    const base = {
      id,
      type,
      title: stepTitle(step, language),
      question: textIn(step.text, language),
    };
    if (!answer) return { ...base, answer: null };
    const measure =
      step.type === 'predict' && step.ask.kind !== 'choice' ? step.ask.measure : undefined;
    return {
      ...base,
      answer: answerText(step, answer, language),
      verdict: measure && verdictText(sheet.lab, measure, answer),
      runId:
        answer.kind === 'run'
          ? answer.runId
          : 'outcome' in answer
            ? answer.outcome?.runId
            : undefined,
    };
  });
  return { key, title: textIn(sheet.title, language), lab: sheet.lab, startedAt, changedAt, steps };
}

/** The answers on one sheet. @throws {AppError} `noSuchSheet`, and what reading a file can end in */
export async function answersOfSheet(
  store: SheetStore,
  key: string,
  language: Language,
): Promise<SheetAnswers> {
  const { sheet, answers } = await store.answersOf(key);
  return answersInWords(key, sheet, answers, language);
}

/** The answers on every sheet on which this run was trained, the one worked on last first. */
async function answersOfRun(
  store: SheetStore,
  runId: string,
  language: Language,
): Promise<readonly SheetAnswers[]> {
  const found = await Promise.all(
    (await store.keys()).map(async (key) => {
      const read = await store.answersOf(key).catch(() => undefined);
      return read ? [answersInWords(key, read.sheet, read.answers, language)] : [];
    }),
  );
  return found
    .flat()
    .filter(({ steps }) => steps.some((step) => step.runId === runId))
    .sort((a, b) => b.changedAt.localeCompare(a.changedAt));
}

/** The answers as a Markdown file. What a student wrote is quoted, so that it stays theirs whatever is in it. */
export function answersMarkdown({ title, changedAt, steps }: SheetAnswers): string {
  const parts = steps.flatMap((step, index) => [
    `## ${index + 1}. ${stepTypeName[step.type]()}: ${step.title}`,
    step.question,
    quoted(step.answer ?? m.sheet_unanswered()),
    ...(step.verdict === undefined ? [] : [step.verdict]),
  ]);
  return `${[`# ${title}`, changedAt.slice(0, 10), ...parts].join('\n\n')}\n`;
}

function quoted(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** The same as questions and answers for a lab report. */
export async function answersForReport(
  store: SheetStore,
  runId: string,
  language: Language,
): Promise<{ readonly question: string; readonly answer: string }[]> {
  const sheets = await answersOfRun(store, runId, language);
  return sheets.flatMap(({ title, steps }) =>
    steps.map((step) => ({
      question: `${title} · ${step.title}\n${step.question}`,
      answer: [step.answer ?? m.sheet_unanswered(), step.verdict]
        .filter((part) => part !== undefined)
        .join('\n'),
    })),
  );
}
