import type { Answers, SheetAnswer } from '#contract/sheet-answers';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { answersMarkdown, answersForReport, answersOfSheet } from '../../../../main/sheets/answers';
import { formatSheet } from '../../../../main/sheets/file';
import { SheetStore } from '../../../../main/sheets/store';
import { temporaryFolder } from '../dataset/support/temporary';
import { recordingLog } from '../support/recording-log';
import { softmaxSheet } from './support';

const RUN = '20260304T050607-abcdef';
const at = '2026-03-04T05:06:08.000Z';
const text: SheetAnswer = { kind: 'text', at, text: 'It is <b>linear</b>.\n# not a heading' };

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

function open(now = '2026-03-04T05:06:07.000Z') {
  const { log } = recordingLog();
  return new SheetStore({
    folder: join(folder, 'sheets'),
    ready: join(folder, 'ready'),
    now: () => new Date(now),
    log,
  });
}

/** Opens the sheet, and answers as given. */
async function answered(answers: Answers['answers'], store = open()) {
  const opened = await store.openText(formatSheet(softmaxSheet), 'a');
  await store.keep(opened.key, { ...opened.answers, changedAt: at, step: 4, answers });
  return opened.key;
}

describe('a sheet that was opened', () => {
  test('begins at its first step, without answers', async () => {
    const { sheet, answers } = await open().openText(formatSheet(softmaxSheet), 'a');
    expect(sheet).toEqual(softmaxSheet);
    expect(answers).toMatchObject({ step: 0, answers: {} });
  });

  test('is there again with its answers after a restart, without its file', async () => {
    const key = await answered({ why: text });
    const again = open();
    const { kept } = await again.list();
    expect(kept).toMatchObject([{ key, title: softmaxSheet.title, answered: 1, asked: 4 }]);
    const { sheet, answers } = await again.openKept(key);
    expect(sheet).toEqual(softmaxSheet);
    expect(answers).toMatchObject({ step: 4, answers: { why: text } });
  });

  test('takes over the answers to steps that a newer text left as they were', async () => {
    const run: SheetAnswer = { kind: 'done', at };
    const before = await answered({ why: text, run });
    const steps = softmaxSheet.steps.map((step) =>
      step.id === 'run' ? { ...step, text: { en: 'Train twice.' } } : step,
    );
    const store = open();
    const { key, answers } = await store.openText(formatSheet({ ...softmaxSheet, steps }), 'b');
    expect(key).not.toBe(before);
    expect(answers.answers).toEqual({ why: text });
    expect((await store.openKept(before)).answers.answers).toEqual({ why: text, run });
  });

  test('keeps nothing for a sheet that was not opened', async () => {
    const key = await answered({ why: text });
    const answers = { schema: 1, startedAt: at, changedAt: at, step: 0, answers: {} } as const;
    await expect(open().keep(key, answers)).rejects.toMatchObject({ code: 'noSuchSheet' });
  });
});

describe('what cannot be read', () => {
  test('answers that are damaged are set aside whole, and the sheet can be worked on', async () => {
    const key = await answered({ why: text });
    await writeFile(join(folder, 'sheets', key, 'answers.json'), '{"schema": 1');
    const { answers, setAside = '' } = await open().openKept(key);
    expect(answers.answers).toEqual({});
    expect(await readFile(join(folder, 'sheets', key, setAside), 'utf8')).toBe('{"schema": 1');
  });

  test('answers of a newer version are left alone', async () => {
    const key = await answered({ why: text });
    const file = join(folder, 'sheets', key, 'answers.json');
    await writeFile(file, '{"schema": 2}');
    await expect(open().openKept(key)).rejects.toMatchObject({ code: 'newerFile' });
    expect(await readFile(file, 'utf8')).toBe('{"schema": 2}');
  });

  test('a sheet that is damaged is named in the list and left as it is', async () => {
    const key = await answered({});
    await writeFile(join(folder, 'sheets', key, 'sheet.json'), 'x');
    expect(await open().list()).toMatchObject({
      kept: [],
      unreadable: [{ key, reason: 'damaged' }],
    });
    expect(await readdir(join(folder, 'sheets', key))).toContain('answers.json');
  });

  test('a name that is no key is no sheet', async () => {
    await mkdir(join(folder, 'sheets', '..hidden'), { recursive: true });
    expect((await open().list()).unreadable).toEqual([]);
    await expect(open().openKept('none-00000000')).rejects.toMatchObject({ code: 'noSuchSheet' });
    await expect(open().openReady('none')).rejects.toMatchObject({ code: 'noSuchSheet' });
  });
});

describe('the answers in words', () => {
  const answers: Answers['answers'] = {
    sketch: {
      kind: 'curve',
      at,
      points: [
        { epoch: 1, value: 1 },
        { epoch: 3, value: 0.5 },
      ],
      outcome: { runId: RUN, gap: 0.1234 },
    },
    guess: { kind: 'number', at, value: 0.8, outcome: { runId: RUN, gap: 0.012 } },
    run: {
      kind: 'run',
      at,
      runId: RUN,
      number: 7,
      state: 'done',
      trainLoss: 0.57,
      trainAcc: 0.81,
      testAcc: 0.812,
    },
    why: text,
  };

  test('say what was predicted, how far off it was, and by which run', async () => {
    const store = open();
    const key = await answered(answers, store);
    const { title, steps } = await answersOfSheet(store, key, 'en');
    expect(title).toBe('First sheet');
    expect(steps.map(({ answer }) => answer)).toEqual([
      'epoch 1: 1, epoch 3: 0.5',
      '80.0%',
      'Run 7: train loss 0.57, train acc 81.0%, test acc 81.2%',
      'It is <b>linear</b>.\n# not a heading',
    ]);
    expect(steps.map(({ verdict }) => verdict)).toEqual([
      'The right idea: your curve is off by 0.12 on average.',
      'Very close: your guess is off by 1.2 percentage points.',
      undefined,
      undefined,
    ]);
  });

  test('go into the report of the run that was trained, and of no other', async () => {
    const store = open();
    await answered(answers, store);
    const report = await answersForReport(store, RUN, 'en');
    expect(report).toHaveLength(4);
    expect(report.every(({ question }) => question.startsWith('First sheet · '))).toBe(true);
    expect(report[1]?.answer).toBe(
      '80.0%\nVery close: your guess is off by 1.2 percentage points.',
    );
    expect(report[3]?.answer).toBe('It is <b>linear</b>.\n# not a heading');
    const [first] = await answersForReport(store, RUN, 'zh-CN');
    expect(first?.question).toMatch(/^第一份 · /);
    expect(await answersForReport(store, '20260304T050607-zzzzzz', 'en')).toEqual([]);
  });

  test('as Markdown, what a student wrote stays a quotation', async () => {
    const store = open();
    const key = await answered(answers, store);
    const markdown = answersMarkdown(await answersOfSheet(store, key, 'en'));
    expect(markdown).toContain('> It is <b>linear</b>.\n> # not a heading');
    expect(markdown).toMatch(/^# First sheet\n\n2026-03-04\n/);
  });
});
