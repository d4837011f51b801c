import { runRecordSchema } from '#contract/run';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isRunId, newRunId } from '../../../../main/runs/id';
import { softmaxRecord } from '../support/records';

test('newRunId(now, randomByte) starts with the time in UTC', () => {
  const now = new Date('2026-03-04T23:59:59.999+08:00');
  expect(newRunId(now, () => 0)).toBe('20260304T155959-000000');
});

test('every byte gives an id that the contract takes', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    const id = newRunId(new Date(), () => byte);
    expect(isRunId(id)).toBe(true);
    expect(v.is(runRecordSchema, softmaxRecord({ id }))).toBe(true);
  }
});

test.each([
  '',
  '.',
  '..',
  '../20260304T155959-000000',
  '20260304T155959-00000',
  '20260304t155959-000000',
])('%j is no id', (text) => {
  expect(isRunId(text)).toBe(false);
});
