import { sheetLabs } from '#contract/sheet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addStep,
  draftOf,
  finish,
  moveStep,
  newDraft,
  readDraft,
} from '../../../../renderer/sheets/editor/draft';
import { softmaxSheet } from '../../main/sheets/support';

describe('finish(draft)', () => {
  test('of a copy is the same sheet under another id', () => {
    const finished = finish(draftOf(softmaxSheet));
    if (!finished.ok) throw new Error(finished.field);
    expect({ ...finished.sheet, id: softmaxSheet.id }).toEqual(softmaxSheet);
    expect(finished.sheet.id).not.toBe(softmaxSheet.id);
  });

  test('names what is missing, and in which step', () => {
    const draft = newDraft('softmax-regression', { epochs: 3 });
    expect(finish(draft)).toMatchObject({ ok: false, field: 'title' });
    draft.title.en = 'A';
    expect(finish(draft)).toMatchObject({ ok: false, step: 0, field: 'text' });
    for (const step of draft.steps) step.text['zh-CN'] = '文字';
    expect(finish(draft)).toMatchObject({ ok: true, sheet: { title: { en: 'A' } } });
    draft.settings = { epochs: 0 };
    expect(finish(draft)).toMatchObject({ ok: false, field: 'settings.epochs' });
  });

  test.each(sheetLabs)('of a new draft for %s asks only what that lab can answer', (lab) => {
    const draft = newDraft(lab, {});
    draft.title.en = 'A';
    for (const step of draft.steps) {
      step.text.en = 'B';
      for (const option of step.options) option.en = 'C';
    }
    expect(finish(draft)).toMatchObject({ ok: true });
  });
});

describe('the steps of a draft', () => {
  test('keep their ids, each its own, however they are added, moved and removed', () => {
    const action = fc.tuple(fc.constantFrom('add', 'up', 'down', 'remove'), fc.nat(9));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const draft = newDraft('idea', {});
        for (const [what, at] of actions) {
          const before = draft.steps.map(({ id }) => id);
          if (what === 'add') addStep(draft, 'read');
          else if (what === 'remove') draft.steps.splice(at, 1);
          else {
            moveStep(draft, at, what === 'up' ? -1 : 1);
            expect(draft.steps.map(({ id }) => id).sort()).toEqual(before.sort());
          }
          const ids = draft.steps.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
    );
  });

  test('move by one place, and not beyond the ends', () => {
    const draft = draftOf(softmaxSheet);
    expect(moveStep(draft, 0, 1)).toBe(1);
    expect(draft.steps.map(({ id }) => id)).toEqual(['sketch', 'read', 'guess', 'run', 'why']);
    expect(moveStep(draft, 0, -1)).toBe(0);
    expect(moveStep(draft, 4, 1)).toBe(4);
  });
});

test('readDraft(kept) reads what was kept, and takes nothing else for a draft', () => {
  const draft = draftOf(softmaxSheet);
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  for (const other of [undefined, {}, { ...draft, lab: 'cooking' }, { ...draft, steps: 1 }]) {
    expect(readDraft(other)).toBeUndefined();
  }
});
